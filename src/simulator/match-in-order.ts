/** What was matched with what: for each expected item the index of the actual one; shorter when one found none. */
export type Matching = number[];

/**
 * Matches expected items with actual ones, in order of the actual ones' instants; those of one instant may come
 * in any order, and actual ones may be left over. Answers the longest beginning of `expected` that can be matched.
 */
export function matchInOrder<E, A extends { at: string }>(
  expected: readonly E[],
  actual: readonly A[],
  fits: (expected: E, actual: A) => boolean,
): Matching {
  const groups = Object.values(Object.groupBy([...actual.keys()], (index) => actual[index]?.at ?? ''));
  let reached = new Map<number, Matching>([[0, []]]);
  for (const group of groups) reached = extend(reached, group ?? []);
  return [...reached.values()].reduce((longest, matching) =>
    matching.length > longest.length ? matching : longest,
  );

  /** From each number of items matched so far: how many more one instant's items can match. */
  function extend(before: Map<number, Matching>, group: number[]): Map<number, Matching> {
    const after = new Map(before);
    for (const [count, matching] of before) {
      for (let size = 1; size <= group.length && count + size <= expected.length; size += 1) {
        const here = pair(expected.slice(count, count + size), group);
        if (!here) break;
        if (!after.has(count + size)) after.set(count + size, [...matching, ...here]);
      }
    }
    return after;
  }

  /** A partner for every item (augmenting paths, Kuhn 1955), or undefined. */
  function pair(items: E[], group: number[]): Matching | undefined {
    const owner = new Map<number, number>();
    const place = (item: number, tried: Set<number>): boolean =>
      group.some((candidate) => {
        const [wanted, offered] = [items[item], actual[candidate]];
        if (wanted === undefined || offered === undefined || tried.has(candidate)) return false;
        if (!fits(wanted, offered)) return false;
        tried.add(candidate);
        const holder = owner.get(candidate);
        if (holder !== undefined && !place(holder, tried)) return false;
        owner.set(candidate, item);
        return true;
      });
    if (!items.every((_item, index) => place(index, new Set()))) return undefined;
    const found = new Map([...owner].map(([candidate, item]) => [item, candidate]));
    return items.map((_item, index) => found.get(index) ?? -1);
  }
}
