import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileNameOf } from '../../../src/compiler/1-parse/document-kind.ts';
import { splitEmail } from '../../../src/compiler/1-parse/front-matter.ts';
import { lineIndex } from '../../../src/compiler/1-parse/line-index.ts';
import type { DocumentKind } from '../../../src/language/schemas.ts';
import type { NameOf } from './roles.ts';
import { sitesOf, type Site, type Span } from './sites.ts';

/** A name that the project defines, and where. */
export interface Definition {
  of: NameOf;
  name: string;
  file: string;
  span: Span;
}

/** One file of a project, read for mutation. */
export interface SourceFile {
  path: string;
  kind: DocumentKind | 'layout';
  text: string;
  /** Of the YAML: the whole file, or an email's front matter. */
  sites: readonly Site[];
  /** Of an email: its Markdown. */
  body?: Span;
}

/** A folder of maps without errors and warnings, from which mutants are made. */
export interface Project {
  name: string;
  files: readonly SourceFile[];
  sites: readonly Site[];
  definitions: readonly Definition[];
  /** Names that something refers to, `kind name`; a definition among them cannot be renamed alone. */
  referred: ReadonlySet<string>;
  /** Every keyword that the project uses. */
  keywords: ReadonlySet<string>;
}

const root = join(import.meta.dirname, '../../..');
const CORPUS = join(import.meta.dirname, 'corpus');

/** The reference maps, then every folder of the corpus. */
export function projects(): Project[] {
  const names = readdirSync(CORPUS).sort();
  return [
    readProject('reference', join(root, 'maps')),
    ...names.map((name) => readProject(name, join(CORPUS, name))),
  ];
}

function readProject(name: string, folder: string): Project {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('releases') && statSync(join(folder, path)).isFile())
    .sort();
  const texts = paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')] as const);
  return project(name, Object.fromEntries(texts));
}

/** Reads a project given by its texts. */
export function project(name: string, texts: Readonly<Record<string, string>>): Project {
  const files = Object.entries(texts).flatMap(([path, text]) => sourceFile(path, text) ?? []);
  const sites = files.flatMap((file) => file.sites);
  return {
    name,
    files,
    sites,
    definitions: [...sites.flatMap(definitionsAt), ...files.flatMap(emailName)],
    referred: new Set(sites.flatMap(referencesAt)),
    keywords: new Set(
      sites.flatMap(({ path, keyRole }) => (keyRole.is === 'keyword' ? String(path.at(-1)) : [])),
    ),
  };
}

/** Reads one file; undefined for one of no known kind. Throws for an email without front matter. */
export function sourceFile(path: string, text: string): SourceFile | undefined {
  const kind = fileNameOf(path)?.kind;
  if (kind === undefined) return undefined;
  if (kind === 'layout') return { path, kind, text, sites: [] };
  if (kind !== 'email')
    return { path, kind, text, sites: sitesOf({ path, kind, length: text.length }, text, 0) };
  const { front, body, problems } = splitEmail({ path, text, lines: lineIndex(text) });
  if (!front || !body) throw new Error(`${path}: ${problems.map(({ message }) => message).join(' ')}`);
  const sites = sitesOf({ path, kind, length: text.length }, front.text, front.offset);
  return { path, kind, text, sites, body: { start: body.offset, end: text.length } };
}

function definitionsAt({ file, role, keyRole, scalar, path, key, value }: Site): Definition[] {
  const found: Definition[] = [];
  if (keyRole.is === 'definition' && key)
    found.push({ of: keyRole.of, name: String(path.at(-1)), file, span: key });
  if (role.is === 'definition' && scalar !== undefined)
    found.push({ of: role.of, name: String(scalar), file, span: value });
  return found;
}

function emailName({ path, kind, text }: SourceFile): Definition[] {
  if (kind !== 'email') return [];
  return [
    { of: 'email', name: fileNameOf(path)?.name ?? '', file: path, span: { start: 0, end: text.length } },
  ];
}

function referencesAt({ role, keyRole, scalar, path }: Site): string[] {
  const found: string[] = [];
  if (role.is === 'reference' && scalar !== undefined) found.push(`${role.of} ${String(scalar)}`);
  if (keyRole.is === 'reference') found.push(`${keyRole.of} ${String(path.at(-1))}`);
  return found;
}
