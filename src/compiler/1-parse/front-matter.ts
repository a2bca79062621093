import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fixOf } from './edits.ts';
import { lineAt, shortened, type Line } from './mistakes/lines.ts';
import { placeOf, type ParsedFile } from './parsed-file.ts';

/** A part of a file's text and where it begins. */
export interface Part {
  text: string;
  offset: number;
}

/** An email in its two parts, as far as they can be told apart. */
export interface SplitEmail {
  front?: Part;
  body?: Part;
  problems: Diagnostic[];
}

type File = Pick<ParsedFile, 'path' | 'lines' | 'text'>;

/**
 * Parts an email file into front matter and Markdown body: the first line is `---`, and so is the line that ends the
 * front matter. Any later `---` belongs to the body.
 */
export function splitEmail(file: File): SplitEmail {
  const { text } = file;
  const blank = /^(?:[ \t]*\r?\n)+/.exec(text)?.[0].length ?? 0;
  const opening = lineAt(text, blank);
  if (!isMark(opening)) return withoutOpening(file, opening);
  const offset = nextLine(text, opening);
  const problems = blank === 0 ? [] : [blankLinesAbove(file, blank)];
  const closing = /^---[ \t]*\r?$/m.exec(text.slice(offset));
  if (closing) return { ...parts(text, offset, offset + closing.index), problems };
  return withoutClosing(file, opening, problems);
}

function parts(text: string, start: number, end: number): { front: Part; body: Part } {
  const bodyOffset = nextLine(text, lineAt(text, end));
  return {
    front: { text: text.slice(start, end), offset: start },
    body: { text: text.slice(bodyOffset), offset: bodyOffset },
  };
}

function isMark({ text }: Line): boolean {
  return /^---[ \t]*$/.test(text);
}

function nextLine(text: string, line: Line): number {
  const newline = text.indexOf('\n', line.end);
  return newline === -1 ? text.length : newline + 1;
}

function blankLinesAbove(file: File, blank: number): Diagnostic {
  const edit = { start: 0, end: blank, text: '' };
  const args = { problem: 'blank lines stand above it', hint: 'Begin the file with `---`.' };
  const place = placeOf(file, { start: 0, end: 0 });
  return diagnostic('MW111', args, place, { fixes: [fixOf('Remove the blank lines', [edit], file)] });
}

const NO_FRONT_MATTER = 'Begin the file with the lines `---`, `subject: …` and `---`.';

/** Lines that can only be the keys of front matter, down to a `---`: the first mark was forgotten. */
function withoutOpening(file: File, first: Line): SplitEmail {
  const { text } = file;
  const closing = /^---[ \t]*\r?$/m.exec(text);
  const place = placeOf(file, first);
  if (!closing || !isFrontMatter(text.slice(0, closing.index))) {
    const problem = `the first line of this file is \`${shortened(first.text.trim())}\``;
    return { problems: [diagnostic('MW111', { problem, hint: NO_FRONT_MATTER }, place)] };
  }
  const edit = { start: 0, end: 0, text: /\r\n/.test(text) ? '---\r\n' : '---\n' };
  const args = { problem: 'the first of them is missing', hint: 'Write `---` above this line.' };
  const fixes = [fixOf('Insert `---`', [edit], file)];
  return { ...parts(text, 0, closing.index), problems: [diagnostic('MW111', args, place, { fixes })] };
}

/** A closing mark that is misspelt is certain; one that is missing could belong anywhere. */
function withoutClosing(file: File, opening: Line, above: Diagnostic[]): SplitEmail {
  const { text } = file;
  const offset = nextLine(text, opening);
  const found = /^(?:\.{3}|--|-{4,}|[—–]+|\+{3,}|={3,}|[ \t]+---)[ \t]*\r?$/m.exec(text.slice(offset));
  const near = found && lineAt(text, offset + found.index);
  if (!near || !isFrontMatter(text.slice(offset, near.start))) {
    const args = {
      problem: 'the second is missing',
      hint: 'Write `---` below the last key, above the text.',
    };
    return { problems: [...above, diagnostic('MW111', args, placeOf(file, opening))] };
  }
  const args = { problem: `\`${near.text.trimEnd()}\` is none`, hint: 'Write `---` in its place.' };
  const fixes = [fixOf('Write `---`', [{ ...near, text: '---' }], file)];
  const problem = diagnostic('MW111', args, placeOf(file, near), { fixes });
  return { ...parts(text, offset, near.start), problems: [...above, problem] };
}

function isFrontMatter(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every((line) => /^(?:[A-Za-z]\w*:(?:\s|$)|[ \t]|#)/.test(line));
}
