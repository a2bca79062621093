import { isIP } from 'node:net';
import { diagnostic } from '../../diagnostics/catalog.ts';
import { placeOf, type LintRule } from './looked-at.ts';

interface Finding {
  problem: string;
  fix: string;
}

/** Every link and picture has an absolute https address that can be reached from elsewhere (RFC 3986 §4.3). */
export const links: LintRule = ({ page, file, layout }) => {
  const followed = page('a[href]')
    .toArray()
    .map(({ attribs }) => attribs['href'] ?? '');
  const loaded = page('img[src]')
    .toArray()
    .map(({ attribs }) => attribs['src'] ?? '');
  const places = [file, ...(layout ? [layout] : [])] as const;
  return [
    ...[...new Set(followed)].map((url) => ({ url, found: problemOf(url, ['mailto:', 'tel:']) })),
    ...[...new Set(loaded)].map((url) => ({ url, found: problemOf(url, []) })),
  ].flatMap(({ url, found }) =>
    found ? [diagnostic('MW601', { url, ...found }, placeOf(url, places))] : [],
  );
};

const COMPLETE = 'Write the whole address, such as `https://www.example.com/pricing`.';

function problemOf(url: string, others: readonly string[]): Finding | undefined {
  if (url === '' || url.startsWith('#')) return { problem: 'leads nowhere', fix: COMPLETE };
  const parsed = URL.parse(url);
  if (!parsed) return { problem: 'is not absolute', fix: COMPLETE };
  if (others.includes(parsed.protocol)) return undefined;
  if (parsed.protocol === 'http:')
    return { problem: 'is not https', fix: `Write \`${url.replace(/^http:/i, 'https:')}\`.` };
  if (parsed.protocol !== 'https:')
    return { problem: `begins with \`${parsed.protocol}\`, which mail programs block`, fix: COMPLETE };
  return isLocal(parsed.hostname)
    ? { problem: 'can be reached from here only', fix: 'Write the address under which everybody gets there.' }
    : undefined;
}

/** A host that means nothing elsewhere: a bare name, or an address of a network of one's own. */
function isLocal(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) !== 0)
    return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd]|fe80)/i.test(address);
  return !host.includes('.') || /\.(localhost|local|internal|test)$/.test(host);
}
