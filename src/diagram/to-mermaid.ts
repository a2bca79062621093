import { describe } from './describe.ts';
import type { Diagram, DiagramEdge, DiagramNode } from './diagram.ts';
import { mermaidIds, mermaidText, plainLine } from './mermaid-text.ts';
import { LIGHT, TONES, type Tone } from './svg/palette.ts';
import { grouped } from './value-words.ts';

/** The picture as a Mermaid flowchart, which GitHub, GitLab and many editors draw by themselves. */
export function toMermaid(diagram: Diagram): string {
  const ids = mermaidIds(diagram.nodes.map(({ id }) => id));
  const idOf = (id: string): string => ids.get(id) ?? id;
  const nodes = new Map(diagram.nodes.map((node) => [node.id, `  ${idOf(node.id)}${shaped(node)}`]));
  const inGroups = new Set(diagram.groups.flatMap((group) => group.nodes));
  return [
    ...CONFIGURATION,
    'flowchart TD',
    `  accTitle: ${plainLine(diagram.title)}`,
    `  accDescr: ${plainLine(describe(diagram))}`,
    // No subgraphs: Mermaid would draw the doors from right to left. Arrows alone show what belongs together.
    ...diagram.groups.flatMap((group) => [
      `  %% ${plainLine(group.title)}`,
      ...group.nodes.flatMap((id) => nodes.get(id) ?? []),
    ]),
    ...diagram.nodes.flatMap(({ id }) => (inGroups.has(id) ? [] : (nodes.get(id) ?? []))),
    ...diagram.edges.map((edge) => `  ${idOf(edge.from)} ${arrow(edge)} ${idOf(edge.to)}`),
    ...classes(diagram, idOf),
    '',
  ].join('\n');
}

/** Wide cards: Mermaid breaks lines early by default. */
const CONFIGURATION = ['---', 'config:', '  flowchart:', '    wrappingWidth: 340', '---'];

/** Brackets that give a node its shape. */
const SHAPES: Partial<Record<Tone, readonly [string, string]>> = {
  choice: ['{{', '}}'],
  stay: ['([', '])'],
  leave: ['([', '])'],
  quiet: ['([', '])'],
};

function shaped(node: DiagramNode): string {
  const tone = TONES[node.kind];
  const [open, close] = SHAPES[tone] ?? ['(', ')'];
  const isEnd = tone === 'stay' || tone === 'leave' || tone === 'quiet';
  const head = [...(isEnd ? [] : [node.word]), ...(node.name === undefined ? [] : [node.name])].join(' · ');
  const rows = [
    ...(isEnd || head === '' ? [] : [mermaidText(head)]),
    `<b>${mermaidText(node.title)}</b>`,
    ...(isEnd && head !== '' ? [mermaidText(head)] : []),
    ...node.lines.map(mermaidText),
    ...(node.people === undefined ? [] : [`<b>${grouped(node.people)} here</b>`]),
    ...(node.uncovered ? ['<b>not tested</b>'] : []),
  ];
  return `${open}"${rows.join('<br/>')}"${close}:::${tone}`;
}

function arrow({ kind, label }: DiagramEdge): string {
  const line = kind === 'way' ? '-->' : '-.->';
  return label === undefined ? line : `${line}|"${mermaidText(label)}"|`;
}

function classes({ nodes }: Diagram, idOf: (id: string) => string): string[] {
  const tones = new Set(nodes.map(({ kind }) => TONES[kind]));
  const uncovered = nodes.filter((node) => node.uncovered).map(({ id }) => idOf(id));
  const { warning } = LIGHT.around;
  return [
    ...[...tones].map((tone) => {
      const { fill, line, title } = LIGHT.tones[tone];
      return `  classDef ${tone} fill:${fill},stroke:${line},color:${title}`;
    }),
    ...(uncovered.length === 0
      ? []
      : [
          `  classDef uncovered stroke:${warning},stroke-width:3px,stroke-dasharray:6 4`,
          `  class ${uncovered.join(',')} uncovered`,
        ]),
  ];
}
