import type { Edit, Proposal } from '../mutant.ts';
import { mutator, type Mutator } from '../mutator.ts';
import type { SourceFile } from '../project.ts';
import type { Random } from '../random.ts';
import { around, type Span } from '../sites.ts';
import { inBody, lines, trimmed } from './removals.ts';
import { shortened } from './replace.ts';

/** Where the author must look for a change of bare text: the smallest node around it, in a mail its line. */
export function nodeAt(file: SourceFile, span: Span): Span {
  if (inBody(file, span)) {
    return lines(file.text).find(({ end }) => end > span.start) ?? span;
  }
  return around(file, span);
}

function textMutator(
  kind: string,
  edit: (file: SourceFile, random: Random) => (Edit & { what: string }) | undefined,
  expects: Proposal['expects'] = 'any',
): Mutator {
  return mutator(
    kind,
    ({ files }) => files,
    (file, random) => {
      const found = edit(file, random);
      if (!found) return undefined;
      const { what, ...change } = found;
      return { file: file.path, edits: [change], node: nodeAt(file, change), what, expects };
    },
  );
}

const bytes = textMutator('random bytes', ({ text }, random) => {
  const start = random.below(text.length);
  const end = Math.min(text.length, start + random.below(4));
  const some = Array.from({ length: 1 + random.below(4) }, () => random.below(256));
  const hex = Buffer.from(some).toString('hex');
  return { start, end, text: '', bytes: some, what: `${end - start} characters at ${start} → bytes ${hex}` };
});

const SIGNS = [
  ': ',
  '- ',
  '#',
  ' # ',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '|',
  '>',
  '&a ',
  '*a',
  '!t ',
  '%',
  '@',
  ',',
  '\t',
];
const MORE_SIGNS = [
  '? ',
  '---\n',
  '...\n',
  '\\',
  '`',
  '<<: ',
  '~',
  '\n',
  '\r',
  '\u{85}',
  '\u{2028}',
  '{{',
  '}}',
];

const signInserted = textMutator('sign inserted', ({ text }, random) => {
  const start = random.below(text.length);
  const sign = random.pick([...SIGNS, ...MORE_SIGNS]);
  return {
    start,
    end: start,
    text: sign,
    what: `"${shortened(sign)}" put before "${shortened(text.slice(start, start + 20))}"`,
  };
});

const signDropped = textMutator('sign dropped', ({ text, body }, random) => {
  const yaml = body ? text.slice(0, body.start) : text;
  const found = random.pickAny([...yaml.matchAll(/[:\-,'"[\]{}#]/g)]);
  if (!found) return undefined;
  const { index: start, 0: sign } = found;
  return {
    start,
    end: start + 1,
    text: '',
    what: `without the ${sign} before "${shortened(text.slice(start + 1, start + 20))}"`,
  };
});

const LOOK_ALIKES: Readonly<Record<string, readonly string[]>> = {
  ':': ['：', ';'],
  '-': ['–', '−', '_'],
  "'": ['’', '‘', '`'],
  '"': ['“', '”'],
  ' ': ['\u{A0}', '\u{3000}'],
  '.': ['．', ','],
  a: ['а'],
  e: ['е'],
  o: ['0'],
  '1': ['l'],
};

/** What a word processor or a keyboard of another language makes of a character. */
const lookAlike = textMutator('look-alike character', ({ text }, random) => {
  const found = random.pickAny([...text.matchAll(/[:\-'" .aeo1]/g)]);
  if (!found) return undefined;
  const { index: start, 0: original } = found;
  const replacement = random.pick(LOOK_ALIKES[original] ?? []);
  return {
    start,
    end: start + 1,
    text: replacement,
    what: `"${original}" → "${replacement}" before "${shortened(text.slice(start + 1, start + 20))}"`,
  };
});

const byteOrderMark = textMutator(
  'byte order mark',
  () => ({ start: 0, end: 0, text: '\u{FEFF}', what: 'begins with a byte order mark' }),
  'error',
);

/** Tabs in the place of spaces at the beginning of a line. */
const tabs = textMutator(
  'tab as indentation',
  ({ text, sites }, random) => {
    const starts = new Set(sites.filter(({ inFlow }) => !inFlow).map(({ whole }) => whole.start));
    const found = lines(text).map((line) => ({ line, content: trimmed(text, line) }));
    const indented = found.filter(
      ({ line, content }) => content.start > line.start && starts.has(content.start),
    );
    const one = random.pickAny(indented);
    if (!one) return undefined;
    const what = `tab before "${shortened(text.slice(one.content.start, one.content.end))}"`;
    return { start: one.line.start, end: one.content.start, text: '\t', what };
  },
  'error',
);

/** Mistakes of keyboards, disks and editors, below anything that means something. */
export const BYTE_MUTATORS: readonly Mutator[] = [
  bytes,
  signInserted,
  signDropped,
  lookAlike,
  byteOrderMark,
  tabs,
];
