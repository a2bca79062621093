import { isAlias, type Alias, type Node } from 'yaml';

/** What a node stands for: itself, or what its alias names. */
export type Resolved =
  | { node: unknown; isRepeated: boolean; opened?: Node }
  | { missing: string; known: string[]; isInside: boolean };

/** Anchors and aliases while a document is walked in its own order. */
export class Anchors {
  readonly #byName = new Map<string, Node>();
  /** What each alias stood for when it was met first: a later anchor may have the same name. */
  readonly #targets = new Map<Alias, Node | undefined>();
  /** Values that are being walked: an alias of one of them would hold itself. */
  readonly #open = new Set<Node>();
  #repeating = 0;

  /** What to walk instead of a node. Unless something is missing, `leave` must follow. */
  resolve(node: unknown): Resolved {
    if (!isAlias(node)) return this.#own(node);
    if (!this.#targets.has(node)) this.#targets.set(node, this.#byName.get(node.source));
    const target = this.#targets.get(node);
    if (!target || this.#open.has(target)) {
      return { missing: node.source, known: [...this.#byName.keys()], isInside: target !== undefined };
    }
    this.#repeating++;
    this.#open.add(target);
    return { node: target, isRepeated: true, opened: target };
  }

  /** Ends the walk of what was resolved. */
  leave(resolved: Resolved): void {
    if ('missing' in resolved) return;
    if (resolved.isRepeated) this.#repeating--;
    if (resolved.opened) this.#open.delete(resolved.opened);
  }

  #own(node: unknown): Resolved {
    const anchor = (node as { anchor?: string } | null)?.anchor;
    if (anchor === undefined) return { node, isRepeated: false };
    const anchored = node as Node;
    if (this.#repeating === 0) this.#byName.set(anchor, anchored);
    if (this.#open.has(anchored)) return { node, isRepeated: false };
    this.#open.add(anchored);
    return { node, isRepeated: false, opened: anchored };
  }
}
