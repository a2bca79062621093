import { load, type CheerioAPI } from 'cheerio';
import juice from 'juice';
import { diagnostic } from '../../diagnostics/catalog.ts';
import { darkRules, type ColorScheme } from '../color-scheme.ts';
import { contrastOf, readColor, writeColor, type Color } from './colors.ts';
import { placeOf, type LintRule } from './looked-at.ts';

/** Where nothing says otherwise, mail programs write black on white. */
const WHITE: Color = [255, 255, 255];
const BLACK: Color = [0, 0, 0];

/** Text can be read on what lies behind it (WCAG 2.2, 1.4.3), on light devices and on dark ones. */
export const contrast: LintRule = ({ usual, page, file, layout }) => {
  // A browser lets `background` overrule `background-color`; the inliner knows them as two properties.
  const rules = darkRules(usual.html).replace(/\bbackground\s*:/g, 'background-color:');
  const dark = load(juice.inlineContent(usual.html, rules));
  return [...faint(page, 'light'), ...faint(dark, 'dark')].map((args) =>
    diagnostic('MW605', args, placeOf(String(args.color), [layout ?? file])),
  );
};

type Faint = Parameters<typeof diagnostic<'MW605'>>[1];

/** The pairs of colours that are too close, each once. */
function faint(page: CheerioAPI, mode: ColorScheme): Faint[] {
  const found = new Map<string, Faint>();
  const texts = page('body *').filter((_index, element) =>
    element.children.some((child) => child.type === 'text' && child.data.trim() !== ''),
  );
  for (const element of texts.toArray()) {
    const around = [element, ...page(element).parents().toArray()].map((one) => styleOf(one.attribs));
    if (around.some((style) => style['display'] === 'none')) continue;
    const color = firstColor(around, ['color']) ?? BLACK;
    const background = firstColor(around, ['background-color', 'background', 'bgcolor']) ?? WHITE;
    const ratio = contrastOf(color, background);
    const needed = isLarge(around) ? 3 : 4.5;
    if (ratio >= needed) continue;
    const pair = { color: writeColor(color), background: writeColor(background) };
    found.set(Object.values(pair).join(), { mode, ...pair, ratio: ratio.toFixed(1), needed });
  }
  return [...found.values()];
}

type Style = Readonly<Record<string, string>>;

/** The inline style of an element, and its `bgcolor`. */
function styleOf({ style = '', bgcolor = '' }: Record<string, string>): Style {
  const declarations = style.split(';').flatMap((one) => {
    const [, name, value] = /^\s*([a-z-]+)\s*:\s*(.*?)\s*(?:!important)?\s*$/i.exec(one) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value] as const];
  });
  return { ...(bgcolor ? { bgcolor } : {}), ...Object.fromEntries(declarations) };
}

/** The colour that the nearest element around gives. */
function firstColor(around: readonly Style[], properties: readonly string[]): Color | undefined {
  for (const style of around) {
    for (const property of properties) {
      // `background` may hold a picture and its position, too.
      const color = style[property]?.match(/#[0-9a-f]+\b|rgb\([^)]*\)|^\w+/i)?.[0];
      const read = color === undefined ? undefined : readColor(color);
      if (read) return read;
    }
  }
  return undefined;
}

/** At least 18 points, or 14 in bold; a point is 4/3 px. */
function isLarge(around: readonly Style[]): boolean {
  const size = Number.parseFloat(around.find((style) => style['font-size'])?.['font-size'] ?? '16');
  const weight = around.find((style) => style['font-weight'])?.['font-weight'] ?? '400';
  const isBold = weight === 'bold' || Number(weight) >= 700;
  return size >= 24 || (isBold && size >= 18.66);
}
