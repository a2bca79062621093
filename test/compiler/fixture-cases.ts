import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { FileReader } from '../../src/compiler/1-parse/source-text.ts';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import type { Compilation } from '../../src/compiler/compilation.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { renderHuman } from '../../src/diagnostics/render-human.ts';

const here = import.meta.dirname;

/** Folder of the fixtures: one folder each, with `maps/` and what is expected. */
export const FIXTURES = join(here, 'fixtures');

/** A program, a sending policy, fields and emails that every fixture can use; files of its own replace them. */
const BASE = join(here, 'base/maps');

/** Names of all fixtures. */
export function fixtureNames(): string[] {
  return readdirSync(FIXTURES).sort();
}

/** Compiles a fixture on top of the base, as if both lay in one folder `maps`; without the base if a file says `alone`. */
export function compileFixture(name: string): Promise<Compilation> {
  const files = filesOf(name);
  if (files) return compileFiles(files);
  const read: FileReader = () => Promise.resolve({ path: 'maps', reason: 'it does not exist' });
  return compileMaps({ path: 'maps', read });
}

/** The files that a fixture compiles, by path below `maps/`; undefined where there is no such folder. */
export function filesOf(name: string): Record<string, Uint8Array> | undefined {
  const maps = join(FIXTURES, name, 'maps');
  if (!existsSync(maps)) return undefined;
  const alone = existsSync(join(FIXTURES, name, 'alone'));
  return { ...(alone ? {} : filesBelow(BASE)), ...filesBelow(maps) };
}

/** The files of the base, by path: bytes that a test may change. */
export function baseFiles(): Record<string, Uint8Array> {
  return filesBelow(BASE);
}

/** The files of a fixture, by path: bytes that a test may change. */
export function fixtureFiles(name: string): Record<string, Uint8Array> {
  return filesBelow(join(FIXTURES, name, 'maps'));
}

/** Compiles files given by path below `maps/`. */
export function compileFiles(files: Readonly<Record<string, Uint8Array | string>>): Promise<Compilation> {
  const encoder = new TextEncoder();
  const sources = Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => ({
      path: `maps/${path}`,
      bytes: typeof text === 'string' ? encoder.encode(text) : text,
    }));
  const read: FileReader = () => Promise.resolve(sources);
  return compileMaps({ path: 'maps', read });
}

/** What is compared, by file: the report or else the compiled programs and settings, and what does not run yet. */
export function expectationsOf({
  diagnostics,
  notYet,
  maps,
  sources,
  output,
}: Compilation): Record<string, string> {
  const rendered = (list: Diagnostic[]) => renderHuman(list, { maps, sources, color: false });
  const { programs, settings } = output ?? {};
  const compiled = `${JSON.stringify({ programs, settings }, undefined, 2)}\n`;
  return {
    ...(diagnostics.length > 0 ? { 'expected.diagnostics': rendered(diagnostics) } : {}),
    ...(diagnostics.length === 0 && output ? { 'expected.program.json': compiled } : {}),
    ...(notYet.length > 0 ? { 'expected.notYet': rendered(notYet) } : {}),
  };
}

function filesBelow(folder: string): Record<string, Uint8Array> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  const files = paths.filter((path) => statSync(path).isFile());
  return Object.fromEntries(files.map((path) => contentOf(relative(folder, path), readFileSync(path))));
}

/** `x.map.yaml.padded` stands for `x.map.yaml` with spaces at its end up to the number of bytes in its first line. */
function contentOf(path: string, bytes: Uint8Array): [string, Uint8Array] {
  if (!path.endsWith(PADDED)) return [path, bytes];
  const [size = '', ...lines] = new TextDecoder().decode(bytes).split('\n');
  const padded = new Uint8Array(Number(size)).fill(' '.charCodeAt(0));
  padded.set(new TextEncoder().encode(lines.join('\n')));
  return [path.slice(0, -PADDED.length), padded];
}

const PADDED = '.padded';
