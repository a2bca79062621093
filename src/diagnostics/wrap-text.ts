import { stripVTControlCharacters } from 'node:util';
import { widthOf } from './text-width.ts';

/**
 * Breaks a text between words, so that no line is wider than `width` columns where that can be had; what stands in
 * backticks stays in one piece. `indent` begins the lines after the first. Colours count nothing.
 */
export function wrapText(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = /^ */.exec(text)?.[0] ?? '';
  let isEmpty = true;
  for (const word of text.match(/(?:`[^`]*`|\S)+/g) ?? []) {
    const longer = isEmpty ? line + word : `${line} ${word}`;
    if (isEmpty || columnsOf(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = indent + word;
    }
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}

function columnsOf(text: string): number {
  return widthOf(stripVTControlCharacters(text));
}
