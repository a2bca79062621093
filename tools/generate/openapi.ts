import { format } from 'prettier';
import { openApiDocument } from '../../src/gateway/openapi/document.ts';

/** The description of the gateway's doors for machines, as it is served at `/openapi.json`. */
export async function openApi(): Promise<Record<string, string>> {
  const text = JSON.stringify(openApiDocument());
  return { 'docs/openapi.json': await format(text, { parser: 'json', printWidth: 110 }) };
}
