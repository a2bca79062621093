import type { Random } from './random.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');

/** A slip of the pen: a letter dropped, doubled, replaced, swapped with the next, or written large or small. */
export function typo(word: string, random: Random): string | undefined {
  const letters = word.split('');
  const places = letters.flatMap((letter, at) => (/[A-Za-z]/.test(letter) ? [at] : []));
  const at = random.pickAny(places);
  if (at === undefined || letters.length < 2) return undefined;
  const letter = letters[at] ?? '';
  const next = letters[at + 1];
  const changes = [
    [],
    [letter, letter],
    [random.pick(LETTERS.filter((one) => one !== letter))],
    ...(next === undefined || next === letter || !/[A-Za-z]/.test(next) ? [] : [[next, letter]]),
    ...(random.oneIn(4)
      ? [[letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()]]
      : []),
  ];
  const change = random.pick(changes);
  return letters.toSpliced(at, change.length === 2 && change[0] === next ? 2 : 1, ...change).join('');
}
