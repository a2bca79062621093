import type { Diagram } from './diagram.ts';
import { describe } from './describe.ts';
import { cardShape } from './svg/card-shape.ts';
import { drawCard, drawCourse, drawLabel, px, textAt, xmlText } from './svg/draw.ts';
import { framed, type Framed } from './svg/frame.ts';
import { layOut, type Point } from './svg/layout.ts';
import { pack } from './svg/pack.ts';
import { piecesOf } from './svg/pieces.ts';
import { straightened } from './svg/route.ts';
import { SCOPE, styleSheet } from './svg/style-sheet.ts';
import { textWidth, wrapped } from './svg/text-width.ts';

const MARGIN = 28;
const HEADING = { size: 20, bold: true };

/**
 * The picture as an SVG document of its own: laid out by Graphviz, drawn here, the same for the same map on every
 * machine. It brings its ground along, so it can be read on light and dark pages.
 */
export async function toSvg(diagram: Diagram): Promise<string> {
  // Graphviz is a megabyte of WebAssembly: only who wants a picture pays for it.
  const { instance } = await import('@viz-js/viz');
  const shapes = diagram.nodes.map(cardShape);
  const layouts: Framed[] = [];
  for (const piece of piecesOf(diagram, shapes))
    layouts.push(framed(straightened(await layOut(instance, piece)), piece.groups));
  const { at, ...size } = pack(layouts);
  const inner = Math.max(size.width, 420, textWidth(diagram.subtitle, { size: 13 }));
  const heading = wrapped(diagram.title, inner, HEADING);
  const top = MARGIN + heading.length * 26 + 34;
  const [width, height] = [inner + 2 * MARGIN, top + size.height + MARGIN].map(Math.ceil) as [number, number];
  return [
    ...opening(diagram, width, height),
    ...heading.map((line, index) => textAt({ x: MARGIN, y: MARGIN + 18 + index * 26 }, 'heading', line)),
    textAt({ x: MARGIN, y: MARGIN + 14 + heading.length * 26 }, 'sub', diagram.subtitle),
    ...layouts.map((layout, index) => drawLayout(layout, at[index] ?? { x: 0, y: 0 }, top)),
    '</svg>',
    '',
  ].join('\n');
}

function opening(diagram: Diagram, width: number, height: number): string[] {
  const id = (part: string): string => `mapwright-${diagram.map.replace(/[^A-Za-z0-9-]/g, '-')}-${part}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="${SCOPE}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id('title')} ${id('desc')}">`,
    `<title id="${id('title')}">${xmlText(diagram.title)}</title>`,
    `<desc id="${id('desc')}">${xmlText(describe(diagram))}</desc>`,
    `<style>\n${styleSheet()}\n</style>`,
    '<defs><marker id="mapwright-tip" viewBox="0 0 10 10" refX="8.5" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M0 .8 9.5 5 0 9.2z"/></marker></defs>',
    `<rect class="page" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="14"/>`,
  ];
}

function drawLayout({ panels, courses, cards }: Framed, { x, y }: Point, top: number): string {
  return [
    `<g transform="translate(${px(MARGIN + x)} ${px(top + y)})">`,
    ...panels.map(
      (box) =>
        `<rect class="panel" x="${px(box.x)}" y="${px(box.y)}" width="${px(box.width)}" height="${px(box.height)}" rx="14"/>`,
    ),
    ...courses.map(drawCourse),
    ...courses.map(drawLabel).filter((label) => label !== ''),
    ...cards.map(({ shape, at }) => drawCard(shape, at)),
    '</g>',
  ].join('\n');
}
