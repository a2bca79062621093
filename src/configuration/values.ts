/** What reading one value yields: the value, or what is wrong with it and what to write instead. */
export type Reading<T> = { value: T } | { why: string; fix: string };

/** 128 bits: what is shorter can be guessed. */
const SECRET_BYTES = 16;

/** A TCP port, 0 to 65535. */
export function readPort(text: string): Reading<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return { value: port };
  return { why: 'is not a port.', fix: 'Write a number from 1 to 65535, or 0 for any free port.' };
}

/** Any text but an empty one. */
export function readText(text: string): Reading<string> {
  return text.trim() === ''
    ? { why: 'is empty.', fix: 'Give it a value, or unset it.' }
    : { value: text.trim() };
}

/** A host name or an address, without a port. */
export function readHost(text: string): Reading<string> {
  if (/^([a-z0-9]([a-z0-9-]*[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text))
    return { value: text };
  if (/^[0-9a-f:]*:[0-9a-f:]*$/i.test(text) && text.split(':').length > 2) return { value: text };
  return {
    why: 'is not a host.',
    fix: 'Write a name or an address without a port, such as "localhost" or "0.0.0.0".',
  };
}

/** `host:port`. */
export function readAddress(text: string): Reading<string> {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(text) ?? [];
  if ('value' in readHost(host.replace(/^\[(.*)\]$/, '$1')) && 'value' in readPort(port))
    return { value: text };
  return { why: 'is not an address.', fix: 'Write host:port, such as "localhost:7233", without "http://".' };
}

/** An http or https URL that pages can be appended to; answered without a slash at its end. */
export function readOrigin(text: string): Reading<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username) {
    return { value: url.href.replace(/\/$/, '') };
  }
  return {
    why: 'is not a web address.',
    fix: 'Write one such as "https://partners.example.com", without "?" or "#".',
  };
}

/** One of `choices`. */
export function readChoice<T extends string>(...choices: readonly T[]): (text: string) => Reading<T> {
  return (text) => {
    const value = choices.find((choice) => choice === text);
    return value ? { value } : { why: 'is not known.', fix: `Write one of: ${choices.join(', ')}.` };
  };
}

/** A webhook secret: base64, with or without the `whsec_` of Standard Webhooks. */
export function readSecret(text: string): Reading<string> {
  const base64 = text.replace(/^whsec_/, '');
  const decoded = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64').length : 0;
  if (decoded >= SECRET_BYTES) return { value: text };
  const fix = "Make one with: node -p \"'whsec_' + crypto.randomBytes(24).toString('base64')\"";
  return { why: `is not base64 of at least ${SECRET_BYTES} bytes, as Standard Webhooks asks.`, fix };
}
