import documents from './documents.generated.json' with { type: 'json' };

/** The documents an author writes. */
export type DocumentKind =
  'map' | 'program' | 'contact' | 'events' | 'activities' | 'sending' | 'email' | 'scenario' | 'population';

/** A JSON Schema (draft 7) with this language's own keywords, which all begin with `x-`. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * The schema of each document kind, by kind; composed from the pieces in `source` by `npm run generate`. Those
 * beside this file, `KIND.schema.json`, say the same to editors, in keywords that they know.
 */
export const DOCUMENT_SCHEMAS: Readonly<Record<DocumentKind, Schema>> = documents;

let keys: ReadonlySet<string> | undefined;

/** Every key that some document has somewhere; those that authors choose themselves are none. */
export function languageKeys(): ReadonlySet<string> {
  return (keys ??= new Set(keysOf(DOCUMENT_SCHEMAS)));
}

function* keysOf(schema: object): Generator<string> {
  for (const [keyword, value] of Object.entries(schema)) {
    if (typeof value !== 'object' || value === null) continue;
    if (keyword === 'properties') yield* Object.keys(value as object);
    yield* keysOf(value as object);
  }
}
