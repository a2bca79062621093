// Controls, and what turns the direction of text around ("Trojan Source", CVE-2021-42574).
const DANGEROUS = /[\p{Cc}\u{61C}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu;

/** Text that a terminal shows as it is: a hostile file's escape sequences must not be obeyed. */
export function harmless(text: string): string {
  return text.replace(DANGEROUS, '\u{FFFD}');
}
