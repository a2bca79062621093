import { diagnostic } from '../../../diagnostics/catalog.ts';
import { languageKeys } from '../../../language/schemas.ts';
import type { Span } from '../origins.ts';
import { contentOf, lineBelow, linesAbove, shortened, type Line } from './lines.ts';
import type { Mistake, Recogniser, Trouble } from './mistake.ts';
import { blockValue } from './quoting.ts';

/** Entries of lists in the wrong place: among keys, behind a key, or without their `-`. */
export const listEntry: Recogniser = ({ line, text, code }) => {
  const value = blockValue(line);
  if (value && /^-(?:\s|$)/.test(text.slice(value.start, value.end))) {
    return told('MW137', value, {
      problem: 'A list cannot begin on the line of its key',
      hint: 'Begin it on the next line, indented by two spaces, or write it as `[one, two]`.',
    });
  }
  const sibling = siblingAbove(text, line);
  if (!sibling || !SIBLING_CODES.has(code)) return undefined;
  if (isEntry(sibling) && !isEntry(line)) {
    return told('MW137', contentOf(line), {
      problem: 'This line stands where the entries of a list begin, and has no `-`',
      hint: 'Begin it with `- ` if it is an entry; indent it by two more spaces if it belongs to the entry above.',
    });
  }
  if (!isEntry(sibling) && isEntry(line)) {
    return told('MW137', contentOf(line), {
      problem: 'An entry of a list stands among the keys of a mapping',
      hint: 'Indent it like the other entries of its list, or give the list a key of its own.',
    });
  }
  return undefined;
};

const SIBLING_CODES = new Set([
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'MULTILINE_IMPLICIT_KEY',
  'MISSING_CHAR',
]);

/** The text of a block (`|` or `>`) that is not indented deeper than its key. */
export const blockText: Recogniser = ({ line, text }) => {
  let first: Line | undefined;
  for (const above of linesAbove(text, line)) {
    if (/(?:^|[:\s-])[|>][+-]?\d?[+-]?\s*$/.test(above.text)) {
      const isOutside = above.indent.length >= line.indent.length && !first;
      if (!isOutside && !(first && line.indent.length > above.indent.length)) return undefined;
      return told('MW101', contentOf(line), {
        problem: isOutside
          ? 'The text of a block must be indented deeper than its key'
          : 'This line of a block text is indented less than the first one',
        hint: 'Indent all of its lines by two more spaces than the line with `|` or `>`.',
      });
    }
    if (/^[ \t]*(?:- +)*[\w-]+:/.test(above.text)) return undefined;
    first = above;
  }
  return undefined;
};

/** A line that is indented deeper than the key above, which has its value already. */
export const tooDeep: Recogniser = ({ line, text, code }) => {
  if (code !== 'BLOCK_AS_IMPLICIT_KEY' && code !== 'MULTILINE_IMPLICIT_KEY') return undefined;
  const below = lineBelow(text, line);
  const value = blockValue(line);
  if (!below || !value || below.indent.length <= line.indent.length) return undefined;
  const key = text
    .slice(line.start + line.indent.length, value.start)
    .replace(/^(?:- +)+/, '')
    .replace(/\s*:\s*$/, '');
  // Without a key the line above is the mistake, not this one.
  if (key === '') return undefined;
  return told('MW101', contentOf(below), {
    problem: `This line is indented deeper than \`${shortened(key)}\` above, which has its value already`,
    hint: `Indent it like the key above; if it goes on with the text above, put the whole text in quotes.`,
  });
};

/** A line whose indentation is none of those above it. */
export const noLevel: Recogniser = (trouble) => {
  const { line, text } = trouble;
  const levels = levelsAbove(text, line);
  const own = line.indent.length;
  if (levels.length === 0 || levels.includes(own) || !isIndentation(trouble)) return undefined;
  const nearest = [
    Math.max(...levels.filter((one) => one < own)),
    Math.min(...levels.filter((one) => one > own)),
  ];
  const listed = nearest.filter(Number.isFinite).join(' or ');
  return told(
    'MW101',
    { start: line.start, end: Math.max(line.start + own, line.start + 1) },
    {
      problem: `The indentation of this line (${own}) fits no level above it`,
      hint: `Indent it by ${listed} spaces, where the ${isEntry(line) ? 'entries' : 'keys'} above stand.`,
    },
  );
};

/** `total { field: … }`, `scope anyone`: a key without its colon, before what can only be a value. */
export const missingColon: Recogniser = (trouble) => {
  const { line } = trouble;
  const found = /^[ \t]*(?:- +)*([A-Za-z_][\w-]*)(?= +\S)/.exec(line.text);
  if (!found) return undefined;
  const key = found[1] ?? '';
  const isBeforeBracket = /^ +[{[]/.test(line.text.slice(found[0].length));
  if (!isBeforeBracket && !(lacksKey(trouble) && languageKeys().has(key))) return undefined;
  const at = line.start + found[0].length;
  const args = { problem: `A \`:\` is missing behind \`${key}\``, hint: 'Write it behind the key.' };
  return {
    span: { start: at, end: at + 1 },
    tell: (place, more) => diagnostic('MW101', args, place, more),
    repair: { edits: [{ start: at, end: at, text: ':' }], title: 'Insert `:`' },
  };
};

/** A line of text where a key with its value belongs. */
export const noKey: Recogniser = (trouble) => {
  if (!lacksKey(trouble)) return undefined;
  const { line, text } = trouble;
  const content = contentOf(line);
  const written = shortened(text.slice(content.start, content.end));
  return told('MW101', content, {
    problem: `\`${written}\` stands where a key with its value belongs`,
    hint: `Write \`KEY: ${written}\`; if it goes on with the text above, indent it deeper than the key of that text.`,
  });
};

function lacksKey({ line, code, message }: Trouble): boolean {
  const isImplicit = code === 'MULTILINE_IMPLICIT_KEY' || message.startsWith('Implicit map keys');
  return isImplicit && !/:(?:\s|$)/.test(line.text);
}

function told(code: 'MW101' | 'MW137', span: Span, args: { problem: string; hint: string }): Mistake {
  return { span, tell: (place, more) => diagnostic(code, args, place, more) };
}

function isIndentation({ code, message }: Trouble): boolean {
  return (
    code === 'BAD_INDENT' ||
    message.startsWith('A block sequence') ||
    message.startsWith('Sequence item') ||
    message === 'Unexpected scalar at node end'
  );
}

function isEntry({ text }: Line): boolean {
  return /^[ \t]*-(?:\s|$)/.test(text);
}

/** The nearest line above with the same indentation, where none in between is indented less. */
function siblingAbove(text: string, line: Line): Line | undefined {
  for (const above of linesAbove(text, line)) {
    if (above.indent.length < line.indent.length) return undefined;
    if (above.indent.length === line.indent.length) return above;
  }
  return undefined;
}

/** The columns at which keys and entries stand that a line could go on with. */
function levelsAbove(text: string, line: Line): number[] {
  const levels = new Set<number>();
  let least = Number.POSITIVE_INFINITY;
  for (const above of linesAbove(text, line)) {
    if (above.indent.length >= least) continue;
    least = above.indent.length;
    // `- key: value`: the key stands behind the dash.
    const dashes = /^(?:- +)*/.exec(above.text.slice(least))?.[0].length ?? 0;
    if (!isEntry(line)) levels.add(least + dashes);
    else if (dashes > 0) levels.add(least);
    if (least === 0) break;
  }
  return [...levels];
}
