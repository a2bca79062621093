import { isScalar, type YAMLSeq } from 'yaml';
import type { Edit } from './edits.ts';
import type { Span } from './origins.ts';

/** What is wrong with a number as it is written; undefined when nothing is. */
export type NumberProblem =
  | { problem: 'loses-digits'; source: string; kept: string }
  | { problem: 'leading-zeros'; source: string; without: string };

/**
 * Whether a number says what it holds. Numbers are doubles (IEEE 754): they keep 15 significant digits, and whole
 * numbers up to 2^53. Leading zeros are decimal in YAML 1.2 and octal in 1.1, and mostly belong to a text.
 */
export function numberProblem(source: string, value: number): NumberProblem | undefined {
  if (/^[-+]?0\d/.test(source)) {
    return { problem: 'leading-zeros', source, without: source.replace(/^([-+]?)0+(?=\d)/, '$1') };
  }
  if (source.length <= DIGITS_ALWAYS_KEPT && !/e/i.test(source)) return undefined;
  if (/inf|nan/i.test(source) || (/^0[xo]/.test(source) && Number.isSafeInteger(value))) return undefined;
  const kept = String(value);
  return digitsOf(source) === digitsOf(kept) ? undefined : { problem: 'loses-digits', source, kept };
}

const DIGITS_ALWAYS_KEPT = 15;

/** The digits and their weight, so that `1.50`, `1.5` and `15e-1` are the same. */
function digitsOf(written: string): string {
  const match = /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(written);
  if (!match) return written;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  const weight = Number(exponent) - fraction.length + digits.length - significant.length;
  return significant === '' ? '0' : `${sign === '-' ? '-' : ''}${significant}e${weight}`;
}

/** `[1,000, 5,000]`: commas that were meant to group digits part the numbers of a list. */
export interface CutNumber extends Span {
  written: string;
  edits: Edit[];
}

/** The first number of a list in brackets that a comma cuts in two; undefined when there is none. */
export function cutApart(list: YAMLSeq, text: string): CutNumber | undefined {
  if (!list.flow) return undefined;
  const items = list.items.map((item) =>
    isScalar(item) && item.type === 'PLAIN' && item.range ? item : undefined,
  );
  const edits: Edit[] = [];
  let first: Span | undefined;
  let isSpaced = false;
  for (const [index, item] of items.entries()) {
    const next = items[index + 1];
    if (!item?.range || !next?.range) continue;
    const [start, end] = item.range;
    if (text.slice(end, next.range[0]) !== ',') isSpaced = true;
    else if (/^\d{1,3}$/.test(item.source ?? '') && /^\d{3}$/.test(next.source ?? '')) {
      edits.push({ start: end, end: next.range[0], text: '' });
      first ??= { start, end: next.range[1] };
      isSpaced ||= next.source?.startsWith('0') ?? false;
    }
  }
  // `[1,500]` alone is a list of two numbers to everybody.
  return first && isSpaced ? { ...first, written: text.slice(first.start, first.end), edits } : undefined;
}
