import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';

/** What reading one value yields: the value, or what is wrong with it and what to write instead. */
export type Reading<T> = { value: T } | { why: string; fix: string };

/** 128 bits: what is shorter can be guessed. */
const SECRET_BYTES = 16;

/** How to make a webhook secret. */
export const MAKE_A_SECRET =
  "Make one with: node -p \"'whsec_' + crypto.randomBytes(24).toString('base64')\"";

/** A TCP port, 0 to 65535. */
export function readPort(text: string): Reading<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return { value: port };
  return { why: 'is not a port.', fix: 'Write a number from 1 to 65535, or 0 for any free port.' };
}

/** Mails a second, 1 to 1,000. */
export function readRate(text: string): Reading<number> {
  const rate = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (rate >= 1 && rate <= 1_000) return { value: rate };
  return { why: 'is not a number of mails.', fix: 'Write how many go out in a second, from 1 to 1000.' };
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

/** Hosts, addresses and networks (RFC 4632, RFC 4291 §2.3), with commas between them. */
export function readHosts(text: string): Reading<string[]> {
  const hosts = text.split(',').map((each) => each.trim());
  const wrong = hosts.find((each) => !isNetwork(each) && !('value' in readHost(each)));
  if (wrong === undefined) return { value: hosts };
  return {
    why: `has ${JSON.stringify(wrong)} in it, which is no host, address or network.`,
    fix: 'Write them with commas between, such as "crm.internal, 10.0.0.7, fd00::/8".',
  };
}

/** What proxy-addr calls the networks of RFC 1122 §3.2.1.3, RFC 3927, RFC 1918 and their kin of IPv6. */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** Addresses and networks of proxies, with commas between them. */
export function readProxies(text: string): Reading<string[]> {
  const proxies = text.split(',').map((each) => each.trim());
  const wrong = proxies.find((each) => !isIP(each) && !isNetwork(each) && !NAMED_NETWORKS.includes(each));
  if (wrong === undefined) return { value: proxies };
  return {
    why: `has ${JSON.stringify(wrong)} in it, which is no address or network.`,
    fix: 'Write those of your proxies with commas between, such as "10.0.0.7, 10.1.0.0/16" or "loopback".',
  };
}

function isNetwork(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
}

/** What maps refer to as `${secret.NAME}`: it may stand in an HTTP header (RFC 9110 §5.5). */
export function readMapSecret(text: string): Reading<string> {
  if (/^[\x20-\x7e]+$/.test(text)) return { value: text };
  return {
    why: 'has a character in it that no HTTP header takes.',
    fix: 'Give the secret alone, without a line break at its end.',
  };
}

/** `true` or `false`, as Temporal's own clients read them. */
export function readFlag(text: string): Reading<boolean> {
  if (/^(true|1)$/i.test(text)) return { value: true };
  if (/^(false|0)$/i.test(text)) return { value: false };
  return { why: 'is neither true nor false.', fix: 'Write "true" or "false", or unset it.' };
}

/** A flag that has to stay off, as the Temporal SDK verifies every server's certificate. */
export function readUnverified(text: string): Reading<false> {
  const reading = readFlag(text);
  if (!('value' in reading)) return reading;
  if (!reading.value) return { value: false };
  return {
    why: 'cannot be done: the Temporal SDK verifies every server.',
    fix: 'Unset it; give a private authority in TEMPORAL_TLS_SERVER_CA_CERT_PATH, another name in TEMPORAL_TLS_SERVER_NAME.',
  };
}

/** A public key for ECDSA: base64 of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
export function readPublicKey(text: string): Reading<string> {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType === 'ec') return { value: text.trim() };
  } catch {
    // The answer below says what is wanted.
  }
  return {
    why: 'is not a public key.',
    fix: 'Copy the verification key as the provider shows it: one line that begins with "MFkw".',
  };
}

/** An API key: it travels in an HTTP header, and gRPC would quote one with other characters in its error. */
export function readApiKey(text: string): Reading<string> {
  const key = text.trim();
  if (/^[\x21-\x7e]+$/.test(key)) return { value: key };
  return { why: 'is not an API key.', fix: 'Give the key alone: letters, digits and signs, without spaces.' };
}

/** `host:port`. */
export function readAddress(text: string): Reading<string> {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(text) ?? [];
  if ('value' in readHost(host.replace(/^\[(.*)\]$/, '$1')) && 'value' in readPort(port))
    return { value: text };
  return { why: 'is not an address.', fix: 'Write host:port, such as "localhost:7233", without "http://".' };
}

/** A PostgreSQL connection URI (libpq, section 32.1.1.2). */
export function readDatabaseUrl(text: string): Reading<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1) return { value: text };
  return {
    why: 'is not the address of a PostgreSQL database.',
    fix: 'Write postgres://USER:PASSWORD@HOST:5432/DATABASE, or unset it to keep a SQLite file.',
  };
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

/** An OpenID issuer identifier (OpenID Connect Discovery 1.0 §3): https; http only on this machine, for a try. */
export function readIssuer(text: string): Reading<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  if (url && isSafe && !url.search && !url.hash && !url.username) return { value: text };
  return {
    why: 'is not an issuer that can be trusted.',
    fix: 'Write it as the provider does, such as "https://id.example.com"; http is taken on this machine only.',
  };
}

/** Endpoints with their names, `NAME=URL`, with commas between them. */
export function readEndpoints(text: string): Reading<string[]> {
  const endpoints = text.split(',').map((each) => each.trim());
  const fix = 'Write NAME=URL with commas between, such as "crm=https://crm.example.com/hooks".';
  const names = endpoints.map((each) => /^[a-z][a-z0-9-]{0,39}(?==)/.exec(each)?.[0] ?? '');
  if (new Set(names).size < names.length) return { why: 'names an endpoint twice, or not at all.', fix };
  const isUrl = (url: string) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  const isGood = endpoints.every((each, index) => names[index] && isUrl(each.slice(names[index].length + 1)));
  return isGood ? { value: endpoints } : { why: 'is not a list of endpoints.', fix };
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
  return {
    why: `is not base64 of at least ${SECRET_BYTES} bytes, as Standard Webhooks asks.`,
    fix: MAKE_A_SECRET,
  };
}
