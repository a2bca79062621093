import type { CompiledEmail } from './compiled-email.ts';
import { escapeHtml } from './escape-html.ts';
import type { MergeContext } from './merge-context.ts';
import { mergeEmail, type MergedEmail } from './merge-email.ts';

/** Some attributes of a tag; a value in quotes may hold `>`. */
const ATTRIBUTES = String.raw`(?:[^>"']|"[^"]*"|'[^']*')*?`;

/**
 * A link whose author wrote where it leads, at least up to the end of the host, or that leads to the partner center.
 * Links that a merge field makes are left alone: they hold tokens, are the partner's own to pass on, or were typed by
 * somebody, and whoever signs up must not get an address of ours that leads where they like.
 */
const COUNTABLE = new RegExp(
  String.raw`<a(?=\s)(?=${ATTRIBUTES}\shref=["'](?:https?://[\p{L}\p{N}.:-]+["'/?#]|\{\{\s*partnerCenter\.url\s*\}\}))`,
  'giu',
);

/** Values are escaped, so no value can begin a tag, and none can bring this along. */
const MARK = '<a data-counted';
const MARKED = new RegExp(String.raw`${MARK}(${ATTRIBUTES}\shref=)("[^"]*"|'[^']*')`, 'gi');

/** Longest address that is counted; the token is longer still, and has to fit into the line of a request. */
const LONGEST = 2_000;

/**
 * Merges a mail, with `counted(url)` in the place of each link that an author wrote, in both parts.
 * @throws EmailError as `mergeEmail` does.
 */
export function mergeCounted(
  email: CompiledEmail,
  context: MergeContext,
  counted: (url: string) => string,
): MergedEmail {
  const marked = { ...email, html: email.html.replace(COUNTABLE, MARK) };
  const merged = mergeEmail(marked, context);
  const links = new Map<string, string>();
  const html = merged.html.replace(MARKED, (_all, start: string, quoted: string) => {
    const url = unescapeHtml(quoted.slice(1, -1));
    if (url.length > LONGEST || !URL.canParse(url)) return `<a${start}${quoted}`;
    const target = links.get(url) ?? counted(url);
    links.set(url, target);
    return `<a${start}"${escapeHtml(target)}"`;
  });
  return { ...merged, html, text: replaceLinks(merged.text, links) };
}

/** The text part has the same addresses; only they are replaced, so that what a value says stays as it is. */
function replaceLinks(text: string, links: ReadonlyMap<string, string>): string {
  if (links.size === 0) return text;
  // The longest first: one may begin with another.
  const urls = [...links.keys()].sort((a, b) => b.length - a.length).map(literally);
  const whole = new RegExp(String.raw`(?:${urls.join('|')})(?=[).,;:!?'"\]>]*(?:\s|$))`, 'g');
  return text.replace(whole, (url) => links.get(url) ?? url);
}

/** As a regular expression that matches this text and nothing else. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Undoes the escapes that Markdown, MJML and merging make in an attribute. */
function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,5})|#([0-9]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (_all, hex?: string, decimal?: string, name = '') =>
      hex !== undefined || decimal !== undefined
        ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
        : (NAMED[String(name).toLowerCase()] ?? ''),
  );
}
