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
  const { whole: node } = judgedWith(site);
  return { file: site.file, edits: [{ ...site.value, text }], node, what, expects, ...more };
}

/** Weights and thresholds are right or wrong together: the whole list is where to look. */
function judgedWith(site: Site): Site {
  if (site.role.is !== 'amount' || site.kind !== 'map') return site;
  for (let at = site.parent; at; at = at.parent) {
    if (at.type === 'list' && ['split', 'at'].includes(String(at.path.at(-1)))) return at;
  }
  return site;
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
