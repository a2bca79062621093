import type { Fix, Position } from './diagnostic.ts';
import type { Suggestion } from './suggest.ts';

/**
 * The fix that writes the word that was meant in the place of another; none when that is not certain. Nothing is known
 * of the source here but how long the place is: as long as the word, with its quotes, or only its last part.
 */
export function renameFix(
  { word, meant, certain }: Suggestion,
  { file, start, end }: { file: string; start: Position; end: Position },
): Fix | undefined {
  if (!certain || start.line !== end.line || !isPlain(meant)) return undefined;
  const length = end.column - start.column;
  const quotes = length === word.length + 2 ? 1 : 0;
  const before = word.slice(0, Math.max(0, word.length - length));
  const replaces = word.slice(before.length);
  if (replaces === '' || length > replaces.length + 2 * quotes || !meant.startsWith(before)) return undefined;
  return {
    title: `Write \`${meant}\` instead of \`${word}\``,
    file,
    start: { line: start.line, column: start.column + quotes },
    end: { line: end.line, column: end.column - quotes },
    replaces,
    text: meant.slice(before.length),
  };
}

/** Words, and durations, that mean the same with and without quotes, in YAML, in CEL and in templates. */
function isPlain(word: string): boolean {
  return /^((\.\.\/)*[A-Za-z][\w./-]*|\d+ [a-z]+)$/.test(word) && !/^(true|false|null)$/i.test(word);
}
