import { knownKeys, type Form } from './shape.ts';
import { isCollection, type Entry, type Node } from './tree.ts';

/** What stands before the key that says what a step or an entry of a timeline is. */
const BEFORE_KIND = ['id', 'title', 'if', 'after', 'at'];
const AFTER_ALL = ['onFailure'];

/** The order of the keys that the language knows; empty where names are the author's and their order has meaning. */
export function keyOrder(form: Form): string[] {
  const known = knownKeys(form);
  if (form.kind === undefined) return known;
  const first = [...BEFORE_KIND.filter((key) => known.includes(key)), form.kind];
  const last = AFTER_ALL.filter((key) => known.includes(key));
  return [...new Set([...first, ...known.filter((key) => !last.includes(key)), ...last])];
}

/**
 * Sorts the entries of a mapping in the order of the language. A key that it does not know, mostly one that is
 * misspelt, stays behind the key that it stands behind. As written altogether where an alias would come before its
 * anchor.
 */
export function inKeyOrder(entries: readonly Entry[], form: Form): Entry[] {
  const order = keyOrder(form);
  if (order.length === 0) return [...entries];
  let before = -1;
  const ranked = entries.map((entry) => {
    const at = entry.key?.type === 'scalar' ? order.indexOf(String(entry.key.value)) : -1;
    if (at !== -1) before = at;
    return { entry, rank: before };
  });
  const sorted = ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry);
  return keepsAnchors(entries, sorted) ? sorted : [...entries];
}

/** Entries that have a name of an anchor in common stay in their order. */
function keepsAnchors(before: readonly Entry[], after: readonly Entry[]): boolean {
  const names = new Map(before.map((entry) => [entry, anchorsIn(entry)]));
  const bound = (entries: readonly Entry[], name: string) =>
    entries.filter((entry) => names.get(entry)?.has(name));
  const all = new Set([...names.values()].flatMap((set) => [...set]));
  return [...all].every((name) => {
    const wanted = bound(before, name);
    return bound(after, name).every((entry, index) => entry === wanted[index]);
  });
}

/** Names of the anchors that an entry sets or refers to. */
function anchorsIn({ key, value }: Entry): Set<string> {
  const names = new Set<string>();
  const look = (node: Node): void => {
    for (const prop of node.props) if (prop.startsWith('&')) names.add(prop.slice(1));
    if (node.type === 'alias') names.add(node.source.slice(1));
    if (!isCollection(node)) return;
    for (const entry of node.entries) {
      if (entry.key) look(entry.key);
      look(entry.value);
    }
  };
  if (key) look(key);
  look(value);
  return names;
}
