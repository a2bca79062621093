import type { Step } from '../../../language/map.generated.ts';

type Value = number | string | boolean;

/** An event that a step raises. */
export type Raised =
  | { on: 'added'; map: string }
  | { on: 'tag-added' | 'tag-removed'; tag: string }
  /** `after` is undefined for a computed value, of which only the direction may be known. */
  | { on: 'field-updated'; field: string; before?: Value; after?: Value; grows?: 'up' | 'down' };

/** What is known of a contact after some steps: whether they have a tag, and values of fields. */
export interface Assumed {
  tags: Map<string, boolean>;
  fields: Map<string, Value>;
}

/** What an event is about, as a key: all that listens to it is found by this. */
export function topicOf(event: Raised): string {
  if (event.on === 'added') return `added ${event.map}`;
  return `${event.on} ${event.on === 'field-updated' ? event.field : event.tag}`;
}

/** The events that a step raises, which changes what is assumed: to give a tag or a value again raises nothing. */
export function raisedBy(step: Step, assumed: Assumed): Raised[] {
  if (typeof step === 'string') return [];
  if ('tag' in step) return retag([step.tag].flat(), true, assumed);
  if ('untag' in step) return retag([step.untag].flat(), false, assumed);
  if ('map' in step) return step.map.add === undefined ? [] : [{ on: 'added', map: step.map.add }];
  if (!('set' in step)) return [];
  return Object.entries(step.set).flatMap(([field, value]) => setField(field, value, assumed) ?? []);
}

function retag(tags: readonly string[], has: boolean, assumed: Assumed): Raised[] {
  const changed = tags.filter((tag) => assumed.tags.get(tag) !== has);
  for (const tag of changed) assumed.tags.set(tag, has);
  return changed.map((tag) => ({ on: has ? 'tag-added' : 'tag-removed', tag }));
}

function setField(field: string, value: Value | { cel: string }, { fields }: Assumed): Raised | undefined {
  const before = fields.get(field);
  const known = before === undefined ? {} : { before };
  if (typeof value === 'object') {
    fields.delete(field);
    const grows = directionOf(value.cel, field);
    return { on: 'field-updated', field, ...known, ...(grows ? { grows } : {}) };
  }
  if (value === before) return undefined;
  fields.set(field, value);
  return { on: 'field-updated', field, ...known, after: value };
}

/** `contact.score + 1` grows for ever; of other expressions nothing is known. */
function directionOf(cel: string, field: string): 'up' | 'down' | undefined {
  const [, name, sign, amount] = /^\s*contact\.(\w+)\s*([-+])\s*(\d+(?:\.\d+)?)\s*$/.exec(cel) ?? [];
  if (name !== field || Number(amount) === 0) return undefined;
  return sign === '+' ? 'up' : 'down';
}
