/** A colour of the sRGB space; channels 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

const NAMED: Readonly<Record<string, Color>> = {
  black: [0, 0, 0],
  white: [255, 255, 255],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
  red: [255, 0, 0],
  green: [0, 128, 0],
  blue: [0, 0, 255],
  navy: [0, 0, 128],
};

/** Reads a colour of a style; undefined for what is none, is transparent, or is named by a rarer word. */
export function readColor(text: string): Color | undefined {
  const value = text.trim().toLowerCase();
  const [, hex] = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(value) ?? [];
  if (hex !== undefined) {
    const digits = hex.length === 3 ? hex.split('').map((digit) => digit + digit) : (hex.match(/../g) ?? []);
    return colorOf(digits.map((pair) => Number.parseInt(pair, 16)));
  }
  const [, channels] = /^rgb\(([^)]*)\)$/.exec(value) ?? [];
  if (channels !== undefined) return colorOf(channels.split(/[\s,]+/).map(Number));
  return NAMED[value];
}

function colorOf([red, green, blue]: readonly number[]): Color | undefined {
  return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue];
}

/** As it is written in a style: `#1d242c`. */
export function writeColor(color: Color): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastOf(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance, from 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
