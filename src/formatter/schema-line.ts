import { DOCUMENT_SCHEMAS, type DocumentKind } from '../language/schemas.ts';

const HOME = 'https://mapwright.dev';

/** Where the schema of a kind is published. */
export function schemaAddressOf(kind: DocumentKind): string {
  return `${HOME}/schemas/${kind}.schema.json`;
}

/**
 * The address for a document's schema line: the one it names, as long as that is a schema of its kind or somebody
 * else's; a copy of ours in a package or repository counts as ours by its name. Emails have none: no editor looks
 * for a schema in front matter.
 */
export function schemaAddressFor(kind: DocumentKind, named: string | undefined): string | undefined {
  if (kind === 'email') return undefined;
  if (named === undefined) return schemaAddressOf(kind);
  const [, folder = '', schema = ''] = /^(|.*\/)([^/]+)\.schema\.json$/.exec(named) ?? [];
  if (Object.hasOwn(DOCUMENT_SCHEMAS, schema)) return `${folder}${kind}.schema.json`;
  return named.startsWith(`${HOME}/`) ? schemaAddressOf(kind) : named;
}
