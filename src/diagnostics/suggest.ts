/** A near name: what was probably meant, and whether it certainly was, so that a fix may write it. */
export interface Suggestion {
  word: string;
  meant: string;
  certain: boolean;
}

/**
 * The nearest of `known` when one is near `word`, else nothing: the `{suggestion}` of the catalog's hints. `beside` are
 * the words that stand beside `word` where each may stand only once.
 */
export function suggestion(
  word: string,
  known: Iterable<string>,
  beside: Iterable<string> = [],
): Suggestion | '' {
  const words = [...known];
  const meant = nearestOf(word, words);
  return meant === undefined ? '' : { word, meant, certain: isCertain(word, meant, words, [...beside]) };
}

/** A suggestion in the words of a hint, with a space behind it for the sentence that follows. */
export function didYouMean({ meant }: Suggestion): string {
  return `Did you mean \`${meant}\`? `;
}

/** The nearest of `known`, if it is near enough to be a slip of the pen. */
export function nearestOf(word: string, known: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / LETTERS_PER_SLIP)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Certain is what leaves one reading: nothing else is as near, and nothing beside it says the same. */
function isCertain(
  word: string,
  meant: string,
  known: readonly string[],
  beside: readonly string[],
): boolean {
  const distance = editDistance(word.toLowerCase(), meant.toLowerCase());
  const furthest = Math.min(FURTHEST_CERTAIN, Math.floor(word.length / LETTERS_PER_SLIP));
  if (distance > furthest || !isSameName(word, meant)) return false;
  const reach = distance === 0 ? 0 : furthest;
  const rivals = known.filter((one) => isWithin(word, one, reach));
  if (rivals.length > 1) return false;
  return !beside.some((one) => one !== word && nearestOf(one, known) === meant);
}

const FURTHEST_CERTAIN = 2;
/** Of a shorter word too little would be left. */
const LETTERS_PER_SLIP = 3;

function isWithin(word: string, other: string, reach: number): boolean {
  return (
    Math.abs(word.length - other.length) <= reach &&
    editDistance(word.toLowerCase(), other.toLowerCase()) <= reach
  );
}

/** `offer-b` is no slip of `offer-a`, nor `reached-500` of `reached-1000`: short parts and numbers are names of their own. */
function isSameName(word: string, meant: string): boolean {
  const marks = (name: string): string =>
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((part) => part.length <= 2 || /\d/.test(part))
      .join(' ');
  return marks(word) === marks(meant);
}

/** Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbours count one each. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? 0;
}

const MOST_LISTED = 6;

/** A list for people; of a long one only the words nearest to `word`. */
export function listedNear(word: string, known: readonly string[]): string {
  if (known.length <= MOST_LISTED) return listed(known);
  const distances = new Map(known.map((one) => [one, editDistance(word, one)]));
  const nearest = [...distances.keys()].sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0));
  return listed(nearest, MOST_LISTED);
}

/** A list for people: "`a`, `b`, `c`", cut after `most`. */
export function listed(words: Iterable<string>, most = 12): string {
  const all = [...words];
  const shown = all.slice(0, most).map((word) => `\`${word}\``);
  if (all.length > most) shown.push(`… (${all.length - most} more)`);
  return shown.join(', ');
}
