import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fileNameOf } from '../../src/compiler/1-parse/document-kind.ts';
import { formatDocument, type Formatted } from '../../src/formatter/format-document.ts';
import type { Shape } from '../../src/formatter/schema-references.ts';
import { documentShape } from '../../src/formatter/shape.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A YAML document with its value and the shape of its kind. */
export interface ReferenceDocument {
  path: string;
  text: string;
  value: object;
  shape: Shape;
}

/** The reference maps, and fixtures of the compiler that use most of the language. */
export const REFERENCE_DOCUMENTS: readonly ReferenceDocument[] = [
  ...yamlBelow('maps'),
  ...['program-steps', 'program-triggers', 'program-milestones', 'program-branches'].flatMap((fixture) =>
    yamlBelow(`test/compiler/fixtures/${fixture}/maps`),
  ),
].map(read);

/** Formats a text as the file at `path`. */
export function format(path: string, text: string): Formatted {
  return formatDocument({ path, bytes: new TextEncoder().encode(text) });
}

/** Formats a text that can be formatted. */
export function formatted(path: string, text: string): string {
  const one = format(path, text);
  if (!('text' in one)) throw new Error(`${JSON.stringify(one)}\n${text}`);
  return one.text;
}

function yamlBelow(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.yaml')).map((file) => join(folder, file));
}

function read(path: string): ReferenceDocument {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const kind = fileNameOf(path)?.kind ?? 'layout';
  if (kind === 'layout') throw new Error(`${path} is no document.`);
  return { path, text, value: parse(text) as object, shape: documentShape(kind) };
}
