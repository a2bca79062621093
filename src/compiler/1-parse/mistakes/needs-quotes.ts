import { diagnostic } from '../../../diagnostics/catalog.ts';
import type { Span } from '../origins.ts';
import { shortened } from './lines.ts';
import type { Mistake, Recogniser } from './mistake.ts';
import { blockValue, flowValue, quoted } from './quoting.ts';

/** A text that YAML takes for something else because it has no quotes. */
export const needsQuotes: Recogniser = ({ line, text, span }) => {
  const block = blockValue(line);
  const isFlow = block !== undefined && /^(?:\{(?!\{)|\[)/.test(text.slice(block.start, block.end));
  const flow = flowValue(line, span.start);
  const inFlow = flow && mistakeIn(text, flow, true);
  if (isFlow && (inFlow || !GOES_ON.test(text.slice(block.start, block.end)))) return inFlow;
  return (block && mistakeIn(text, block, false)) ?? inFlow;
};

/** Two entries in braces without a comma between them, such as `{ email: welcome linkValidFor: 3 days }`. */
export const missingComma: Recogniser = ({ code, line, text, span }) => {
  const flow = code === 'BLOCK_IN_FLOW' ? flowValue(line, span.start) : undefined;
  const found = flow && /^(?:\S+|\d+ \w+)(?=\s+([A-Za-z_][\w-]*):\s)/.exec(text.slice(flow.start, flow.end));
  if (!flow || !found) return undefined;
  const at = flow.start + found[0].length;
  const problem = `A comma is missing before \`${found[1] ?? ''}\``;
  const hint = 'Write a comma between the two entries; if all of it is one text, put that in quotes.';
  return {
    span: { start: at, end: at + 1 },
    tell: (place, more) => diagnostic('MW101', { problem, hint }, place, more),
    repair: { edits: [{ start: at, end: at, text: ',' }] },
  };
};

function mistakeIn(text: string, span: Span, inFlow: boolean): Mistake | undefined {
  const written = text.slice(span.start, span.end);
  const why = reasonOf(written, inFlow);
  if (why === undefined) return undefined;
  const better = quoted(/^'\w+'\w+.*'$/.test(written) ? written.slice(1, -1) : written);
  return {
    span,
    tell: (place, more) =>
      why === MERGE_FIELD
        ? diagnostic('MW126', { quoted: better }, place, more)
        : diagnostic('MW127', { text: shortened(written), why, quoted: better }, place, more),
    repair: { edits: [{ ...span, text: better }], title: 'Put it in quotes', changesValue: true },
  };
}

const MERGE_FIELD = 'merge field';
const GOES_ON = /^\[[^\]]*\]\s*[^\s\]]|^\{(?!\{)[^}]*\}\s*[^\s}]/;

const BEGINNINGS: readonly [RegExp, string][] = [
  [/^@/, 'it begins with `@`, which YAML keeps for itself'],
  [/^`/, 'it begins with a backtick, which YAML keeps for itself'],
  [/^%/, 'it begins with `%`, which begins a directive of YAML'],
  [/^\*/, 'it begins with `*`, which YAML takes for an alias'],
  [/^&/, 'it begins with `&`, which YAML takes for an anchor'],
  // `!secret x` is a tag, and nobody knows it; `!contact.payoutReady` is a negation.
  [/^!(?![A-Za-z][\w-]*\s+[\w'"[{])/, 'it begins with `!`, which YAML takes for a tag'],
  [/^[|>](?![+-]?\d?[+-]?$)/, 'it begins with the mark of a block text'],
  [/^\?(?:\s|$)/, 'it begins with `?`, which YAML takes for a key'],
  [/^- \d/, 'it begins with `-` and a space, which YAML takes for a list'],
];

function reasonOf(written: string, inFlow: boolean): string | undefined {
  if (/^(["'])/.test(written)) return goesOnBehindQuote(written);
  if ((inFlow ? /\{\{/ : /^\{\{/).test(written)) return MERGE_FIELD;
  const beginning = BEGINNINGS.find(([pattern]) => pattern.test(written));
  if (beginning) return beginning[1];
  if (!written.startsWith('- ') && /:(?:\s|$)/.test(written))
    return 'it holds a `:` before a space, which YAML takes for a key and its value';
  if (inFlow && /[{}[\],]/.test(written)) return 'inside braces and brackets `{ } [ ] ,` are marks of YAML';
  if (!inFlow && GOES_ON.test(written)) return 'it begins with a bracket and goes on behind the closing one';
  return undefined;
}

/** A quoted text must be the whole value: `'a' == b` is not, nor is `'it's'`. */
function goesOnBehindQuote(written: string): string | undefined {
  const whole = written.startsWith('"')
    ? /^"(?:[^"\\]|\\.)*"/.exec(written)
    : /^'(?:[^']|'')*'/.exec(written);
  if (!whole || whole[0].length === written.length) return undefined;
  return /^'\w+'\w+.*'$/.test(written)
    ? 'the apostrophe in it ends the quoted text'
    : 'it begins with a quoted part and goes on behind it';
}
