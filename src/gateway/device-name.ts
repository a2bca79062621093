/** Tokens of User-Agent headers, the telling ones first: Edge calls itself Chrome and Safari, too. */
const BROWSERS: readonly [token: RegExp, name: string][] = [
  [/\b(Edg|EdgA|EdgiOS)\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly [token: RegExp, name: string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/**
 * A device in words by which its owner knows it again, such as "Firefox on Windows"; null when it does not say. Nothing
 * else of the User-Agent header (RFC 9110 §10.1.5) is kept: its versions tell people apart.
 */
export function deviceName(userAgent: string | undefined = ''): string | null {
  const find = (table: typeof BROWSERS): string | undefined =>
    table.find(([token]) => token.test(userAgent))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  return browser && system ? `${browser} on ${system}` : (browser ?? system ?? null);
}
