/** Text that a terminal shows as it is: a hostile file's escape sequences must not be obeyed. */
export function harmless(text: string): string {
  return text.replace(/\p{Cc}/gu, '\u{FFFD}');
}
