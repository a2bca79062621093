/** A text that an author expects: as it is, or a pattern between slashes, with flags behind them if need be. */
export interface TextMatch {
  /** The whole text is as expected, or the pattern is found in it. */
  is(text: string): boolean;
  /** A part of the text is as expected; line breaks and spaces count as one space. */
  isIn(text: string): boolean;
}

/** Reads an expected text; undefined when it is written like a pattern and is none. */
export function textMatch(expected: string): TextMatch | undefined {
  const written = /^\/(.+)\/([a-z]*)$/s.exec(expected);
  if (!written) {
    return {
      is: (text) => text === expected,
      isIn: (text) => oneLine(text).includes(oneLine(expected)),
    };
  }
  const pattern = patternOf(written[1] ?? '', written[2] ?? '');
  return pattern && { is: (text) => pattern.test(text), isIn: (text) => pattern.test(oneLine(text)) };
}

function patternOf(source: string, flags: string): RegExp | undefined {
  try {
    // A pattern that remembers where it last matched (`g`, `y`) would answer differently the second time.
    return new RegExp(source, flags.replaceAll(/[gy]/g, ''));
  } catch {
    return undefined;
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
