import { stripVTControlCharacters, styleText } from 'node:util';
import { widthOf } from '../../diagnostics/text-width.ts';

/** A style of Node's `styleText`. */
export type Style = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Colours where they can be seen. */
export function paintFor(color: boolean): Paint {
  return (style, text) => (color && text !== '' ? styleText(style, text, { validateStream: false }) : text);
}

/** How many columns of a terminal a painted text takes. */
export function columnsOf(text: string): number {
  return widthOf(stripVTControlCharacters(text));
}

/** A painted text with spaces in front of or behind it, up to a width in columns. */
export function padded(text: string, width: number, side: 'left' | 'right'): string {
  const spaces = ' '.repeat(Math.max(0, width - columnsOf(text)));
  return side === 'left' ? spaces + text : text + spaces;
}
