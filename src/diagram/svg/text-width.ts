/** How a text is set. */
export interface Font {
  /** Pixels. */
  size: number;
  bold?: boolean;
  mono?: boolean;
  /** Extra pixels after each letter. */
  spacing?: number;
}

/*
 * Widths of the ASCII letters from the space on, in hundredths of the font size: those of DejaVu Sans, the widest of
 * the fonts that a reader is likely to have. A text that fits by them is never cut off, whatever font it is shown in.
 */
const REGULAR = [
  32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34,
  34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73,
  68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63,
  63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
];
const BOLD = [
  35, 46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40,
  40, 84, 84, 84, 58, 100, 77, 76, 73, 83, 68, 68, 82, 84, 37, 37, 77, 64, 100, 84, 85, 73, 85, 77, 72, 68,
  81, 77, 110, 77, 72, 73, 46, 37, 46, 84, 50, 50, 67, 72, 59, 72, 68, 44, 72, 71, 34, 34, 67, 34, 104, 71,
  69, 72, 72, 49, 60, 48, 71, 65, 92, 65, 65, 58, 71, 37, 71, 84,
];
const MONO = 61;
const ABROAD = 75;
const FULL = 105;

/** Pixels that a text takes at most. */
export function textWidth(text: string, { size, bold, mono, spacing = 0 }: Font): number {
  const table = bold ? BOLD : REGULAR;
  let width = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    // From Hangul on, letters are as wide as they are high, and so are emoji.
    const own =
      code >= 0x1100 && (code < 0x2000 || code > 0x2100) ? FULL : mono ? MONO : (table[code - 32] ?? ABROAD);
    width += (own * size) / 100 + spacing;
  }
  return width;
}

/** Cuts a text into lines of at most `width` pixels: between words, and inside those that are longer. */
export function wrapped(text: string, width: number, font: Font): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, font) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (textWidth(line, font) > width) {
      const head = headThatFits(line, width, font);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** The part of a long word for this line, up to a sign that divides it where there is one in the second half. */
function headThatFits(word: string, width: number, font: Font): string {
  const letters = Array.from(word);
  let count = 1;
  while (count < letters.length && textWidth(letters.slice(0, count + 1).join(''), font) <= width) count++;
  const divided = letters.slice(0, count).findLastIndex((letter) => '-/._@:&='.includes(letter)) + 1;
  return letters.slice(0, divided > count / 2 ? divided : count).join('');
}
