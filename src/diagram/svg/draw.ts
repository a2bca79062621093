import { escapeHtml } from '../../email/escape-html.ts';
import { grouped } from '../value-words.ts';
import type { CardShape, Row } from './card-shape.ts';
import { ICONS } from './icons.ts';
import type { Course, Point } from './layout.ts';
import { bentPath } from './lines.ts';
import { TONES } from './palette.ts';
import { textWidth } from './text-width.ts';

/** A number as it stands in the file: a tenth of a pixel is fine enough, and keeps the file small and stable. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A text as it stands in the file; what XML forbids becomes a space. */
export function xmlText(text: string): string {
  const allowed = Array.from(text.toWellFormed(), (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code < 0x20 || code === 0xfffe || code === 0xffff || (code >= 0x7f && code < 0xa0) ? ' ' : letter;
  });
  return escapeHtml(allowed.join(''));
}

/** One line of text. */
export function textAt({ x, y }: Point, look: string, text: string, anchor?: 'middle' | 'end'): string {
  const anchored = anchor ? ` text-anchor="${anchor}"` : '';
  return `<text class="${look}" x="${px(x)}" y="${px(y)}"${anchored}>${xmlText(text)}</text>`;
}

/** A card at its place. */
export function drawCard(shape: CardShape, { x, y }: Point): string {
  const { node, icon, rows } = shape;
  return [
    `<g class="tone-${TONES[node.kind]}${node.uncovered ? ' uncovered' : ''}" transform="translate(${px(x)} ${px(y)})">`,
    outlineOf(shape),
    `<path class="icon" transform="translate(${px(icon.x)} ${px(icon.y)})" d="${ICONS[node.kind]}"/>`,
    ...rows.map((row: Row) => textAt(row, row.look, row.text, row.anchor)),
    ...(node.people === undefined ? [] : [badge(shape, grouped(node.people))]),
    ...(node.uncovered ? [flag(shape)] : []),
    '</g>',
  ].join('\n');
}

function outlineOf({ outline, width, height }: CardShape): string {
  if (outline === 'choice') {
    const [point, middle] = [12, height / 2];
    const d = `M${point} 0H${px(width - point)}L${px(width)} ${px(middle)} ${px(width - point)} ${px(height)}H${point}L0 ${px(middle)}Z`;
    return `<path class="shape" d="${d}"/>`;
  }
  const radius = outline === 'pill' ? Math.min(18, height / 2) : 10;
  return `<rect class="shape" width="${px(width)}" height="${px(height)}" rx="${px(radius)}"/>`;
}

/** How many people stand here, on the card's top right corner. */
function badge({ width }: CardShape, people: string): string {
  const wide = Math.max(26, textWidth(people, { size: 12, bold: true }) + 16);
  const left = width - wide + 8;
  return (
    `<rect class="badge" x="${px(left)}" y="-12" width="${px(wide)}" height="24" rx="12"/>` +
    textAt({ x: left + wide / 2, y: 4.5 }, 'headcount', people, 'middle')
  );
}

const UNCOVERED = 'not tested';

/** Says in words, not by colour alone, that no test comes here: on the card's bottom edge. */
function flag({ width, height }: CardShape): string {
  const wide = textWidth(UNCOVERED, { size: 11, bold: true }) + 16;
  const left = width - wide - 8;
  return (
    `<rect class="flag" x="${px(left)}" y="${px(height - 10)}" width="${px(wide)}" height="20" rx="10"/>` +
    textAt({ x: left + wide / 2, y: height + 4 }, 'note', UNCOVERED, 'middle')
  );
}

/** The line of an arrow. */
export function drawCourse({ edge, points: [first, ...rest], bends }: Course): string {
  if (!first) return '';
  const pairs = rest.map(({ x, y }) => `${px(x)} ${px(y)}`);
  const d = bends ? bentPath(bends, px) : `M${px(first.x)} ${px(first.y)}C${pairs.join(' ')}`;
  const look = [
    'arrow',
    ...(edge.kind === 'way' ? [] : [edge.kind]),
    ...(edge.uncovered ? ['untaken'] : []),
  ].join(' ');
  return `<path class="${look}" d="${d}" marker-end="url(#mapwright-tip)"/>`;
}

/** An arrow's words, on a plate that keeps lines away from them. */
export function drawLabel({ edge, label }: Course): string {
  if (!label || edge.label === undefined) return '';
  const { x, y, width, height } = label;
  return (
    `<rect class="plate" x="${px(x + 2)}" y="${px(y + 1)}" width="${px(width - 4)}" height="${px(height - 2)}" rx="6"/>` +
    textAt(
      { x: x + width / 2, y: y + height / 2 + 4 },
      edge.uncovered ? 'label untaken' : 'label',
      edge.label,
      'middle',
    )
  );
}
