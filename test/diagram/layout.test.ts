import { instance, type Graph } from '@viz-js/viz';
import { describe, expect, test } from 'vitest';
import { diagramOf } from '../../src/diagram/diagram-of.ts';
import { cardShape, FONTS } from '../../src/diagram/svg/card-shape.ts';
import { framed, type Framed } from '../../src/diagram/svg/frame.ts';
import { layOut, type Box, type Piece } from '../../src/diagram/svg/layout.ts';
import { lineBoxes, overlap } from '../../src/diagram/svg/lines.ts';
import { pack } from '../../src/diagram/svg/pack.ts';
import { DARK, LIGHT } from '../../src/diagram/svg/palette.ts';
import { piecesOf } from '../../src/diagram/svg/pieces.ts';
import { straightened } from '../../src/diagram/svg/route.ts';
import { textWidth, wrapped } from '../../src/diagram/svg/text-width.ts';
import type { Program } from '../../src/program/program.ts';
import { everything, long } from './made-up-maps.ts';
import { referencePrograms } from './reference-programs.ts';

async function layoutsOf(program: Program): Promise<Framed[]> {
  return Promise.all(
    piecesIn(program).map(async (piece) => framed(straightened(await layOut(instance, piece)), piece.groups)),
  );
}

function piecesIn(program: Program): Piece[] {
  const diagram = diagramOf(program);
  return piecesOf(diagram, diagram.nodes.map(cardShape));
}

const [reference] = await referencePrograms();

describe.each([reference, everything(), long(60)])('$title', async (program) => {
  const layouts = await layoutsOf(program);
  const cardBoxes = ({ cards }: Framed): Box[] =>
    cards.map(({ shape: { width, height }, at }) => ({ ...at, width, height }));

  test('no two cards overlap, and all are inside the picture', () => {
    for (const layout of layouts) {
      const boxes = cardBoxes(layout);
      boxes.forEach((box, index) => {
        expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
        expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
        expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
      });
    }
  });

  test('no text is wider than its card', () => {
    for (const { shape } of layouts.flatMap(({ cards }) => cards))
      for (const { text, x, look, anchor } of shape.rows) {
        const width = textWidth(text, FONTS[look]);
        expect(anchor === 'end' ? x - width : shape.width - x - width).toBeGreaterThan(0);
      }
  });

  test('no words of an arrow lie on a card or on other words', () => {
    for (const layout of layouts) {
      const words = layout.courses.flatMap(({ label }) => (label ? [label] : []));
      words.forEach((box, index) => {
        const others = [...cardBoxes(layout), ...words.slice(index + 1)];
        expect(others.filter((other) => overlap(box, other))).toEqual([]);
      });
    }
  });

  test('no arrow with right angles crosses a card that is not its own', () => {
    const straight = layouts.flatMap(({ courses }) => courses).filter(({ bends }) => bends);
    expect(straight.length).toBeGreaterThan(0);
    for (const { cards, courses } of layouts)
      for (const course of courses.filter(({ bends }) => bends)) {
        const { from, to } = course.edge;
        const strangers = cards.filter(({ shape: { node } }) => node.id !== from && node.id !== to);
        const boxes = strangers.map(({ shape: { width, height }, at }) => ({ ...at, width, height }));
        expect(boxes.filter((box) => lineBoxes(course).some((line) => overlap(line, box)))).toEqual([]);
      }
  });
});

test('in the reference map every arrow has right angles', async () => {
  const layouts = await layoutsOf(reference);
  expect(layouts.flatMap(({ courses }) => courses).filter(({ bends }) => !bends)).toEqual([]);
});

test('where Graphviz gives up on curves, arrows are lines', async () => {
  const tried: unknown[] = [];
  const engine = async () => {
    const viz = await instance();
    const render: typeof viz.render = (graph, options) => {
      const { splines } = (graph as Graph).graphAttributes ?? {};
      tried.push(splines);
      if (splines !== 'line') throw new Error('Aborted(Assertion failed)');
      return viz.render(graph, options);
    };
    return { render };
  };
  const [piece] = piecesIn(reference);
  if (!piece) throw new Error('The reference map has no part.');
  const { courses } = await layOut(engine, piece);
  expect(tried).toEqual(['true', 'line']);
  expect(courses.every(({ points }) => points.length >= 4)).toBe(true);
});

describe('texts', () => {
  const font = { size: 10 };
  test('are cut between words, then at signs in a long word, then anywhere', () => {
    expect(wrapped('one two three', 45, font)).toEqual(['one two', 'three']);
    expect(wrapped('partner-sign-up', 60, font)).toEqual(['partner-', 'sign-up']);
    expect(wrapped('iiiiiiiiiiiiiiiiiiii', 30, font).join('')).toBe('i'.repeat(20));
    expect(wrapped('', 30, font)).toEqual([]);
  });

  test('that are not Latin are not underestimated', () => {
    expect(textWidth('日本', font)).toBeGreaterThan(20);
    expect(textWidth('😀', font)).toBeGreaterThan(10);
    expect(textWidth('ж', font)).toBeGreaterThan(7);
  });
});

describe('parts side by side', () => {
  const part = (width: number, height: number) => ({ width, height });
  test('small ones share a column beside a tall one, in order', () => {
    const { at, width, height } = pack([part(700, 800), part(250, 300), part(250, 300)]);
    expect(at).toEqual([
      { x: 0, y: 0 },
      { x: 728, y: 0 },
      { x: 728, y: 328 },
    ]);
    expect([width, height]).toEqual([978, 800]);
  });
  test('nothing is nothing', () => expect(pack([])).toEqual({ width: 0, height: 0, at: [] }));
});

/** WCAG 2.2, 1.4.3: ratio of the relative luminances of two colours. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('%s colours', (_name, { around, tones }) => {
  test.each(Object.entries(tones))(
    '%s: texts have contrast, the border and the ground of the card, too',
    (_tone, colours) => {
      for (const text of [colours.title, colours.text, colours.mark])
        expect(contrast(text, colours.fill)).toBeGreaterThanOrEqual(4.5);
      const edge = Math.max(contrast(colours.line, around.panel), contrast(colours.fill, around.panel));
      expect(edge).toBeGreaterThanOrEqual(2.4);
    },
  );

  test('around the cards', () => {
    expect(contrast(around.title, around.page)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(around.text, around.panel)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(around.arrow, around.panel)).toBeGreaterThanOrEqual(3);
    expect(contrast(around.badgeText, around.badge)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(around.page, around.warning)).toBeGreaterThanOrEqual(4.5);
  });
});
