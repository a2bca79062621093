import type { Diagram, NodeKind } from './diagram.ts';
import { grouped } from './value-words.ts';

/** Kinds whose title is a sentence by itself. */
const SAYS_ALL: ReadonlySet<NodeKind> = new Set(['goTo', 'end', 'exit', 'stay', 'done']);

/** A picture in words, for those who do not see it: each door, and the steps behind it in reading order. */
export function describe({ nodes, groups }: Diagram): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const sentences = groups.map(({ nodes: [door, ...others] }) => {
    const opened = byId.get(door ?? '');
    const steps = others.flatMap((id) => {
      const node = byId.get(id);
      if (!node) return [];
      const said = SAYS_ALL.has(node.kind) ? node.title : `${node.word} ${node.title}`;
      return [node.people ? `${said} (${grouped(node.people)} people)` : said];
    });
    return `${opened?.word ?? ''}: ${opened?.title ?? ''}. Then: ${steps.join(', ')}.`;
  });
  return sentences.join(' ');
}
