/** Cells that a spreadsheet would run as a formula, as OWASP's “CSV injection” lists their first signs. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A CSV file (RFC 4180) with a header. A text that a spreadsheet would take for a formula gets an apostrophe in front, for
 * names and ids come from people whom nobody knows; numbers stay as they are.
 */
export function csvText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
