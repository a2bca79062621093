import { DOCUMENT_SCHEMAS, type Schema } from '../../src/language/schemas.ts';

/** A property of a schema, and the mapping that it belongs to. */
export interface Property {
  /** JSON pointer of the mapping's schema, with its file: `map.schema.json#/definitions/threshold`. */
  owner: string;
  name: string;
  /** What its `$ref` names, where it is one. */
  schema: Schema;
  /** The key that makes the mapping what it is, such as `email` of an email step. */
  isKind: boolean;
  /** The mapping belongs to something that this version does not run. */
  isInsideLater: boolean;
}

/** Every property of every schema. */
export function everyProperty(): Property[] {
  return Object.values(DOCUMENT_SCHEMAS).flatMap((root) => {
    const id = `${String(root['$id'])}#`;
    const running = new Set<string>();
    findRunning(root, id, root, running);
    return [...propertiesIn(root, id, root, running)];
  });
}

function resolve(schema: Schema, root: Schema): { schema: Schema; name?: string } {
  const name = /#\/definitions\/(.*)$/.exec(String(schema['$ref']))?.[1];
  if (name === undefined) return { schema };
  return { schema: (root['definitions'] as Record<string, Schema>)[name] ?? {}, name };
}

/** Owners that can be reached without passing anything that is not run yet. */
function findRunning(node: unknown, at: string, root: Schema, found: Set<string>): void {
  if (typeof node !== 'object' || node === null || found.has(at)) return;
  const { schema, name } = resolve(node as Schema, root);
  if (isLater(schema, root)) return;
  if (name !== undefined)
    return findRunning(schema, `${String(root['$id'])}#/definitions/${name}`, root, found);
  found.add(at);
  for (const [key, inner] of children(schema)) {
    if (!key.startsWith('definitions/')) findRunning(inner, `${at}/${key}`, root, found);
  }
}

function isLater(schema: Schema, root: Schema): boolean {
  if (schema['x-notYet'] === true) return true;
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const event = properties['on']?.['x-notYet'];
  const kind = properties[kindOf(schema) ?? ''];
  return event !== undefined || (kind !== undefined && resolve(kind, root).schema['x-notYet'] === true);
}

function kindOf(schema: Schema): string | undefined {
  return (schema['required'] as string[] | undefined)?.[0];
}

function* propertiesIn(
  node: unknown,
  at: string,
  root: Schema,
  running: ReadonlySet<string>,
): Generator<Property> {
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Schema;
  for (const [name, property] of Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)) {
    const isKind = name === kindOf(schema) && /(Step|Entry|Trigger|WaitFor|Goal)$/.test(at);
    const resolved = resolve(property, root).schema;
    yield { owner: at, name, schema: resolved, isKind, isInsideLater: !running.has(at) };
  }
  for (const [key, inner] of children(schema)) yield* propertiesIn(inner, `${at}/${key}`, root, running);
}

/** Schemas inside a schema, each with its pointer. */
function* children(schema: Schema): Generator<[string, unknown]> {
  for (const [key, inner] of Object.entries(schema)) {
    if (key === 'examples' || key === 'default' || key === 'enum') continue;
    if (typeof inner !== 'object' || inner === null) continue;
    if (key === 'properties' || key === 'definitions' || Array.isArray(inner)) {
      for (const [name, one] of Object.entries(inner)) yield [`${key}/${name}`, one];
    } else yield [key, inner];
  }
}
