import { load, type CheerioAPI } from 'cheerio';
import type { Place } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { MergedEmail } from '../merge-email.ts';

/** A file of the project, for places. */
export interface SourceFile {
  path: string;
  text: string;
}

/** One email as two sample readers get it, with all that a rule may want to know. */
export interface LookedAt {
  file: SourceFile;
  /** `emails/layout.mjml`; absent: the built-in one. */
  layout?: SourceFile;
  /** For the reader for whom the mail is written. */
  usual: MergedEmail;
  /** For the one of whom only the address is known. */
  nameless: MergedEmail;
  /** The HTML part for the usual reader. */
  page: CheerioAPI;
}

/** One thing that `email lint` looks at. */
export type LintRule = (mail: LookedAt) => Diagnostic[];

/** Reads the HTML part of a mail. */
export function pageOf({ html }: MergedEmail): CheerioAPI {
  return load(html);
}

/** Where a text stands first in one of the files; the first line of the first file where it stands in none. */
export function placeOf(text: string, [first, ...others]: readonly [SourceFile, ...SourceFile[]]): Place {
  const file = text === '' ? undefined : [first, ...others].find((one) => one.text.includes(text));
  if (file) return placeAt(file, file.text.indexOf(text), text.length);
  return placeAt(first, 0, first.text.indexOf('\n') === -1 ? first.text.length : first.text.indexOf('\n'));
}

function placeAt({ path, text }: SourceFile, offset: number, length: number): Place {
  return { file: path, start: positionAt(text, offset), end: positionAt(text, offset + length) };
}

function positionAt(text: string, offset: number): Place['start'] {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
