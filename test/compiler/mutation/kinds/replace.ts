import type { Proposal } from '../mutant.ts';
import type { Site, Span } from '../sites.ts';

/** Writes something else in the place of a value; its key and value are where the author must look. */
export function replaceValue(
  site: Site,
  text: string,
  expects: Proposal['expects'],
  more: Pick<Proposal, 'meant'> = {},
): Proposal | undefined {
  if (text === site.source) return undefined;
  const what = `${nameOf(site)}: ${shortened(site.source)} → ${shortened(text)}`;
  return { file: site.file, edits: [{ ...site.value, text }], node: site.whole, what, expects, ...more };
}

/** Takes a piece out. */
export function cut(file: string, span: Span, node: Span, what: string): Omit<Proposal, 'expects'> {
  return { file, edits: [{ ...span, text: '' }], node, what };
}

/** The key or the place in its list of a site, for people. */
export function nameOf({ path }: Site): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${part}`))
    .join('')
    .slice(1);
}

/** A text on one line, cut. */
export function shortened(text: string): string {
  const line = JSON.stringify(text).slice(1, -1);
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

/** A word in the quotes of the source that it replaces. */
export function quotedLike(source: string, word: string): string {
  const quote = /^['"]/.exec(source)?.[0] ?? '';
  return `${quote}${word}${quote}`;
}
