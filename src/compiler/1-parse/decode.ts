import { LARGEST_FILE } from './bounds.ts';

/** What keeps a file's bytes from being text. */
export type BadText =
  | { problem: 'too-large'; size: number }
  | { problem: 'utf16' }
  /** `meant`: the character that the byte is in Windows-1252, the usual other encoding. */
  | { problem: 'not-utf8'; offset: number; byte: number; meant: string | undefined }
  | { problem: 'control'; offset: number; character: number; more: number }
  | { problem: 'lone-return'; offset: number };

/** A file's text, without its byte order mark, and what is wrong with it; offsets count in the text. */
export interface Decoded {
  text: string;
  hasMark: boolean;
  bad?: BadText;
}

/**
 * Decodes UTF-8, strictly. Where that fails the text is still there as far as it can be shown. `size` is that of the
 * whole file, of which not all bytes may have been read.
 */
export function decode(bytes: Uint8Array, size = bytes.length): Decoded {
  const nothing = { text: '', hasMark: false };
  if (size > LARGEST_FILE) return { ...nothing, bad: { problem: 'too-large', size } };
  if (isUtf16(bytes)) return { ...nothing, bad: { problem: 'utf16' } };
  const decoded = lenient.decode(bytes);
  const hasMark = decoded.startsWith('\u{FEFF}');
  const text = hasMark ? decoded.slice(1) : decoded;
  const bad = notUtf8(bytes, decoded, hasMark) ?? forbidden(text);
  return { text, hasMark, ...(bad ? { bad } : {}) };
}

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

// Two bytes for each character: in plain text every second one is zero, and no other.
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  let [even, odd] = [0, 0];
  const beginning = bytes.subarray(0, 64);
  beginning.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even++;
    else odd++;
  });
  return Math.min(even, odd) === 0 && (even + odd) * 3 > beginning.length && beginning.length > 3;
}

function notUtf8(bytes: Uint8Array, decoded: string, hasMark: boolean): BadText | undefined {
  let at = decoded.indexOf(REPLACED);
  if (at === -1) return undefined;
  const encoder = new TextEncoder();
  for (let offset = 0, from = 0; at !== -1; from = at, at = decoded.indexOf(REPLACED, at + 1)) {
    offset += encoder.encode(decoded.slice(from, at)).length;
    const byte = bytes[offset] ?? 0;
    // Somebody may have written the replacement character itself.
    if (byte === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd) continue;
    return { problem: 'not-utf8', offset: hasMark ? at - 1 : at, byte, meant: inWindows1252(byte) };
  }
  return undefined;
}

const REPLACED = '\u{FFFD}';

function inWindows1252(byte: number): string | undefined {
  const character = new TextDecoder('windows-1252').decode(Uint8Array.of(byte));
  return /^[\p{L}\p{P}\p{S}]$/u.test(character) ? character : undefined;
}

/** YAML 1.2 §5.1 allows no control characters but tab and line ends; a return alone ends a line only for some tools. */
function forbidden(text: string): BadText | undefined {
  const first = FORBIDDEN.exec(text);
  if (!first) return undefined;
  if (first[0] === '\r') return { problem: 'lone-return', offset: first.index };
  const all = text.match(new RegExp(FORBIDDEN, 'gu')) ?? [];
  return {
    problem: 'control',
    offset: first.index,
    character: first[0].charCodeAt(0),
    more: all.filter((one) => one !== '\r').length - 1,
  };
}

const FORBIDDEN = /(?![\t\n\r\u{85}])\p{Cc}|\r(?!\n)/u;
