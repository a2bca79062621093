import { readFileSync } from 'node:fs';

const FILE = new URL('../../../maps/partner-welcome.map.yaml', import.meta.url);

/** The reference map without its first line, which names the schema by a path. */
export const REFERENCE_MAP: string = readFileSync(FILE, 'utf8').replace(/^.*\n/, '');

/** The reference map with one piece of its text replaced; `|` in the new text is where the cursor stands. */
export function edited(piece: string, by: string): string {
  if (!REFERENCE_MAP.includes(piece)) throw new Error(`The reference map has no \`${piece}\`.`);
  return REFERENCE_MAP.replace(piece, by);
}
