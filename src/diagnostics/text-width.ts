import { harmless } from './harmless.ts';

/** A character as people see it, which may be many code units: what is shown for it, and how wide. */
export interface Cell {
  shown: string;
  /** Columns of a terminal. */
  width: number;
  /** Offset (UTF-16 code units) of the character in the text. */
  at: number;
}

const TAB = '    ';

let segmenter: Intl.Segmenter | undefined;

/** Made when a text needs it: to load the rules for it takes a tenth of a check. */
function graphemesOf(text: string): Intl.Segments {
  return (segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })).segment(text);
}

/** The characters of a line, as a terminal shows them. */
export function cellsOf(line: string): Cell[] {
  if (/^[\x20-\x7e]*$/.test(line)) return line.split('').map((shown, at) => ({ shown, width: 1, at }));
  return [...graphemesOf(line)].map(({ segment, index }) => {
    const shown = segment === '\t' ? TAB : harmless(segment);
    return { shown, width: segment === '\t' ? TAB.length : characterWidth(shown), at: index };
  });
}

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  return cellsOf(text).reduce((sum, { width }) => sum + width, 0);
}

// East Asian Wide and Fullwidth (UAX #11), as ranges of code points; the blocks of emoji are wide, too.
const WIDE =
  /^[\u{1100}-\u{115F}\u{2E80}-\u{303E}\u{3041}-\u{33FF}\u{3400}-\u{4DBF}\u{4E00}-\u{A4CF}\u{A960}-\u{A97C}\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FE30}-\u{FE6F}\u{FF01}-\u{FF60}\u{FFE0}-\u{FFE6}\u{1F200}-\u{1F2FF}\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const EMOJI = /^\p{Emoji_Presentation}|\u{FE0F}/u;
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

function characterWidth(character: string): number {
  if (INVISIBLE.test(character)) return 0;
  return WIDE.test(character) || EMOJI.test(character) ? 2 : 1;
}
