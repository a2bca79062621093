import { format } from 'prettier';
import { publishedSchemas } from '../../src/messages/schemas.ts';

/** The JSON Schemas of all messages that sale systems send, as the code itself checks them. */
export async function messageSchemas(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [name, schema] of Object.entries(publishedSchemas())) {
    files[`docs/messages/${name}.schema.json`] = await format(JSON.stringify(schema), {
      parser: 'json',
      printWidth: 110,
    });
  }
  return files;
}
