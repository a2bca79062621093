import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { LARGEST_FILE } from './bounds.ts';
import { decode, type BadText } from './decode.ts';
import { lineIndex, type LineIndex } from './line-index.ts';
import type { Span } from './origins.ts';
import { placeOf } from './parsed-file.ts';
import type { SourceText } from './source-text.ts';

/** A file as text, before anybody asks what is written in it. */
export interface ReadText {
  text: string;
  lines: LineIndex;
  diagnostics: Diagnostic[];
  /** False when the text is no use: not text at all, or an unfinished merge. */
  usable: boolean;
}

/** Decodes a file; whatever keeps it from being read as text becomes a diagnostic. */
export function readText(source: SourceText): ReadText {
  const { path } = source;
  if (source.unread !== undefined) {
    const lines = lineIndex('');
    const place = placeOf({ path, lines }, { start: 0, end: 0 });
    const problem = diagnostic('MW114', { path, reason: source.unread }, place);
    return { text: '', lines, diagnostics: [problem], usable: false };
  }
  const { text, hasMark, bad } = decode(source.bytes, source.size);
  const file = { path, lines: lineIndex(text) };
  const diagnostics = hasMark ? [byteOrderMark(file)] : [];
  const problems = bad ? [textProblem(bad, file)] : conflicts(text, file);
  return {
    text,
    lines: file.lines,
    diagnostics: [...diagnostics, ...problems],
    usable: problems.length === 0,
  };
}

function byteOrderMark(file: Placed): Diagnostic {
  const place = placeOf(file, { start: 0, end: 0 });
  const fixes = [{ title: 'Save without the byte order mark', ...place, text: '' }];
  return diagnostic('MW110', {}, place, { fixes });
}

type Placed = Parameters<typeof placeOf>[0];

function textProblem(bad: BadText, file: Placed): Diagnostic {
  const at = (offset: number) => placeOf(file, { start: offset, end: offset + 1 });
  const whole = placeOf(file, { start: 0, end: 0 });
  switch (bad.problem) {
    case 'too-large': {
      return diagnostic('MW119', { size: inMegabytes(bad.size), limit: inMegabytes(LARGEST_FILE) }, whole);
    }
    case 'utf16':
      return diagnostic('MW106', { problem: 'The file is UTF-16 text, not UTF-8' }, whole);
    case 'not-utf8': {
      const byte = `0x${bad.byte.toString(16).toUpperCase().padStart(2, '0')}`;
      const meant = bad.meant === undefined ? '' : `; in Windows-1252 it would be \`${bad.meant}\``;
      return diagnostic('MW106', { problem: `The byte ${byte} here is not UTF-8${meant}` }, at(bad.offset));
    }
    case 'control': {
      const code = `U+${bad.character.toString(16).toUpperCase().padStart(4, '0')}`;
      const more = bad.more === 0 ? '' : `, and ${bad.more} more in this file`;
      return diagnostic('MW121', { code, more }, at(bad.offset));
    }
    case 'lone-return':
      return diagnostic('MW122', {}, at(bad.offset));
  }
}

function inMegabytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** What git leaves where two versions of a file clash: three marks, in this order. */
function conflicts(text: string, file: Placed): Diagnostic[] {
  if (!text.includes('<<<<<<<')) return [];
  const found: Diagnostic[] = [];
  let open: Span | undefined;
  let middle: Span | undefined;
  for (const { 0: line, index } of text.matchAll(/^(?:<{7}|={7}|>{7})(?=[ \r\n]|$)[^\r\n]*/gm)) {
    const span = { start: index, end: index + line.length };
    if (line.startsWith('<')) [open, middle] = [span, undefined];
    else if (line.startsWith('=')) middle = open && span;
    else if (open && middle) {
      const related = [
        { message: 'the other version begins here', ...placeOf(file, middle) },
        { message: 'it ends here', ...placeOf(file, span) },
      ];
      found.push(diagnostic('MW118', {}, placeOf(file, open), { related }));
      open = undefined;
    }
  }
  return found;
}
