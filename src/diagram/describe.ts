import type { Diagram } from './diagram.ts';
import { grouped } from './value-words.ts';

/** A picture in words, for those who do not see it: each door, and the steps behind it in reading order. */
export function describe({ nodes, groups }: Diagram): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const sentences = groups.map(({ nodes: [door, ...others] }) => {
    const opened = byId.get(door ?? '');
    const steps = others.flatMap((id) => {
      const node = byId.get(id);
      return node
        ? [`${node.word} ${node.title}${node.people ? ` (${grouped(node.people)} people)` : ''}`]
        : [];
    });
    return `${opened?.word ?? ''}: ${opened?.title ?? ''}. Then: ${steps.join(', ')}.`;
  });
  return sentences.join(' ');
}
