import type { Span } from './origins.ts';

/**
 * The comment behind a text without quotes, where it looks as if it was meant as a part of the text: `Buy #1 now`,
 * `Join #general today`. Comments begin with `# `, so one that does not is looked at: behind any text when a digit
 * follows, and behind a sentence when a letter does. `start` and `end` are those of the text.
 */
export function lostText(text: string, start: number, end: number): (Span & { written: string }) | undefined {
  const newline = text.indexOf('\n', end);
  const rest = text.slice(end, newline === -1 ? text.length : newline);
  const comment = /^[ \t]+(?=#(?:\d|\p{L}))/u.exec(rest);
  if (!comment) return undefined;
  const lost = rest.slice(comment[0].length).trimEnd();
  const kept = text.slice(start, end);
  const isSentence = SENTENCE.test(kept) && /\s/.test(kept + lost) && !MARK.test(lost);
  if (!isSentence && !/^#\d/.test(lost)) return undefined;
  const from = end + comment[0].length;
  return { start: from, end: from + lost.length, written: kept + comment[0] + lost };
}

const SENTENCE = /^\p{Lu}\p{Ll}[\p{L}\p{N} ,.!?'’-]*$/u;
const MARK = /^#(?:todo|fixme|xxx|hack|note|region|endregion)\b/i;
