/** "Did you mean `x`? " when one of `known` is near `word`, else nothing: the `{suggestion}` of the catalog's hints. */
export function suggestion(word: string, known: Iterable<string>): string {
  const nearest = nearestOf(word, known);
  return nearest === undefined ? '' : `Did you mean \`${nearest}\`? `;
}

/** The nearest of `known`, if it is near enough to be a slip of the pen. */
export function nearestOf(word: string, known: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
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
