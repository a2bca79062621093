/** A file's text, or why it has none. */
export interface Decoded {
  text: string;
  problem?: 'not-utf8' | 'bom';
}

/** Decodes UTF-8, strictly; a byte order mark is cut off and reported. */
export function decode(bytes: Uint8Array): Decoded {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return { text: '', problem: 'not-utf8' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.startsWith('\u{FEFF}')) return { text: text.slice(1), problem: 'bom' };
    return text.includes('\0') ? { text: '', problem: 'not-utf8' } : { text };
  } catch {
    return { text: '', problem: 'not-utf8' };
  }
}
