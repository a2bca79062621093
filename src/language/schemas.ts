import documents from './documents.generated.json' with { type: 'json' };

/** The documents an author writes. */
export type DocumentKind =
  'map' | 'program' | 'contact' | 'events' | 'activities' | 'sending' | 'email' | 'scenario';

/** A JSON Schema (draft 7) with this language's own keywords, which all begin with `x-`. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * The schema of each document kind, by kind; composed from the pieces in `source` by `npm run generate`. Those
 * beside this file, `KIND.schema.json`, say the same to editors, in keywords that they know.
 */
export const DOCUMENT_SCHEMAS: Readonly<Record<DocumentKind, Schema>> = documents;
