import type { CelShape } from '../../program/expressions.ts';
import type { EventShape } from '../../program/event-shapes.ts';
import type { Currency, FieldType } from '../../program/program.ts';

/** A value that an expression or a mail can read. */
export interface Leaf {
  type: FieldType;
  /** Of an amount whose currency is its own; others are in the map's. */
  currency?: Currency;
  /** The only texts that it can be. */
  values?: readonly string[];
}

/** What has attributes, such as `event.sale`. */
export interface Composite {
  attributes: Readonly<Record<string, Shape>>;
}

/** What stands behind a name. `any`: another mistake hides what it is, so nothing can be said of it. */
export type Shape = Leaf | Composite | 'any';

/** What has no attributes. */
export const NOTHING: Composite = { attributes: {} };

/** A built-in event's attributes; `values` are those of the texts that are one of a few, by attribute. */
export function shapeOfEvent(
  event: EventShape,
  values: Readonly<Record<string, readonly string[]>>,
): Composite {
  const attributes = Object.entries(event).map(([name, type]): [string, Shape] => {
    if (typeof type !== 'string') return [name, shapeOfEvent(type, values)];
    const allowed = values[name];
    return [name, { type, ...(allowed ? { values: allowed } : {}) }];
  });
  return { attributes: Object.fromEntries(attributes) };
}

/** What a path leads to; undefined when there is nothing. */
export function shapeAt(shape: Shape, path: readonly string[]): Shape | undefined {
  let at: Shape | undefined = shape;
  for (const name of path) {
    if (at === 'any') return 'any';
    const attributes: Composite['attributes'] = at && 'attributes' in at ? at.attributes : {};
    at = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  }
  return at;
}

/** A shape with an attribute more, or with another one of that name. */
export function shapeWith(shape: Shape, name: string, attribute: Shape): Shape {
  if (shape === 'any') return shape;
  return { attributes: { ...('attributes' in shape ? shape.attributes : {}), [name]: attribute } };
}

/** The names that a shape has attributes for. */
export function attributesOf(shape: Shape | undefined): string[] {
  return shape && shape !== 'any' && 'attributes' in shape ? Object.keys(shape.attributes) : [];
}

/** A shape as the type-checker takes it. */
export function celShape(shape: Shape): CelShape {
  if (shape === 'any') return 'any';
  if ('type' in shape) return shape.type;
  return Object.fromEntries(Object.entries(shape.attributes).map(([name, inner]) => [name, celShape(inner)]));
}
