import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileNameOf } from '../../src/compiler/1-parse/document-kind.ts';
import { formatDocument } from '../../src/formatter/format-document.ts';
import { baseFiles, compileFiles, fixtureNames, FIXTURES } from '../compiler/fixture-cases.ts';
import { REFERENCE_DOCUMENTS, formatted } from './reference-documents.ts';

/** A byte order mark is reported, and formatting removes it. */
const MENDED = new Set(['MW110']);

function filesOf(fixture: string): Record<string, Uint8Array> {
  const folder = join(FIXTURES, fixture, 'maps');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  const files = paths.filter((path) => statSync(path).isFile());
  return Object.fromEntries(files.map((path) => [relative(folder, path), readFileSync(path)]));
}

function formattedFile(path: string, bytes: Uint8Array): Uint8Array {
  const kind = fileNameOf(path)?.kind;
  const one = kind === undefined || kind === 'layout' ? undefined : formatDocument({ path, bytes });
  if (one && 'problem' in one) throw new Error(`${path} ${one.problem}`);
  return one && 'text' in one ? new TextEncoder().encode(one.text) : bytes;
}

async function compiled(files: Record<string, Uint8Array>) {
  const { diagnostics, output } = await compileFiles(files);
  const said = diagnostics.filter(({ code }) => !MENDED.has(code));
  // Where it is written, formatting may change.
  const { places: _, ...meaning } = output ?? {};
  return { meaning, said: said.map(({ file, code, message }) => `${file} ${code} ${message}`).sort() };
}

describe('formatting changes no program and no problem of the compiler’s fixtures', () => {
  const names = fixtureNames().filter((name) => readdirSync(join(FIXTURES, name)).includes('maps'));
  test.each(names)('%s', async (name) => {
    const files = { ...baseFiles(), ...filesOf(name) };
    const after = Object.entries(files).map(([path, bytes]) => [path, formattedFile(path, bytes)] as const);
    expect(await compiled(Object.fromEntries(after))).toEqual(await compiled(files));
  });
});

test('the reference maps are in canonical form', () => {
  for (const { path, text } of REFERENCE_DOCUMENTS.filter(({ path }) => path.startsWith('maps')))
    expect(formatted(path, text)).toBe(text);
});
