import { client } from './client.ts';
import { diagnosticsPage } from './diagnostics-page.ts';
import { language } from './language.ts';
import { languageReference } from './language-reference.ts';
import { messageSchemas } from './message-schemas.ts';
import { openApi } from './openapi.ts';

/** Yields generated files: path from the repository's root → text. */
export type Generator = () => Promise<Record<string, string>>;

/** Everything that `npm run generate` writes. A new generated file is a new line here. */
export const GENERATORS: readonly Generator[] = [
  language,
  languageReference,
  diagnosticsPage,
  messageSchemas,
  openApi,
  client,
];
