import type { DiagramNode } from '../diagram.ts';
import { TONES } from './palette.ts';
import { textWidth, wrapped, type Font } from './text-width.ts';

/** A line of text on a card; `y` is its base line, from the card's top. */
export interface Row {
  text: string;
  x: number;
  y: number;
  look: 'word' | 'name' | 'title' | 'line';
  /** Where `x` is: at the start of the text, or at its end. */
  anchor?: 'end';
}

/** A card with its texts set, before it has a place. */
export interface CardShape {
  node: DiagramNode;
  outline: 'card' | 'choice' | 'pill';
  width: number;
  height: number;
  /** Top left corner of the icon. */
  icon: { x: number; y: number };
  rows: Row[];
}

/** Fonts of the rows, as the style sheet sets them. */
export const FONTS: Record<Row['look'], Font> = {
  word: { size: 11, bold: true, spacing: 0.6 },
  name: { size: 11.5, mono: true },
  title: { size: 14.5, bold: true },
  line: { size: 12 },
};

const CARD_WIDTH = 246;
const PAD = 14;
const ICON = 16;
const LEADING = { title: 19, line: 17, name: 17 };

/** Sets a node's texts. */
export function cardShape(node: DiagramNode): CardShape {
  const tone = TONES[node.kind];
  if (tone === 'stay' || tone === 'leave' || tone === 'quiet') return pill(node);
  return card(node, tone === 'choice' ? 'choice' : 'card');
}

function card(node: DiagramNode, outline: 'card' | 'choice'): CardShape {
  // The points of a choice's card take room on both sides.
  const inset = outline === 'choice' ? PAD + 8 : PAD;
  const room = CARD_WIDTH - 2 * inset;
  const word = node.word.toUpperCase();
  const wordX = inset + ICON + 7;
  const beside = CARD_WIDTH - inset - wordX - textWidth(word, FONTS.word) - 10;
  const { name = '' } = node;
  const isBeside = textWidth(name, FONTS.name) <= beside;
  const rows: Row[] = [{ text: word, x: wordX, y: 25, look: 'word' }];
  if (name && isBeside) rows.push({ text: name, x: CARD_WIDTH - inset, y: 25, look: 'name', anchor: 'end' });
  let y = 31;
  const add = (look: 'title' | 'line' | 'name', text: string): void => {
    for (const line of wrapped(text, room, FONTS[look]))
      rows.push({ text: line, x: inset, y: (y += LEADING[look]), look });
  };
  if (name && !isBeside) add('name', name);
  add('title', node.title);
  if (node.lines.length > 0) y += 3;
  for (const line of node.lines) add('line', line);
  return { node, outline, width: CARD_WIDTH, height: y + 13, icon: { x: inset, y: 13 }, rows };
}

function pill(node: DiagramNode): CardShape {
  const x = PAD + ICON + 7;
  const rows: Row[] = [];
  let y = 5;
  const add = (look: 'title' | 'line' | 'name', text: string): void => {
    for (const line of wrapped(text, CARD_WIDTH - x - PAD, FONTS[look]))
      rows.push({ text: line, x, y: (y += LEADING[look]), look });
  };
  add('title', node.title);
  if (node.name !== undefined) add('name', node.name);
  for (const line of node.lines) add('line', line);
  const widest = Math.max(...rows.map(({ text, look }) => textWidth(text, FONTS[look])));
  const height = y + 12;
  return {
    node,
    outline: 'pill',
    width: Math.ceil(x + widest + PAD),
    height,
    icon: { x: PAD, y: (height - ICON) / 2 },
    rows,
  };
}
