import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('copy-links.js', import.meta.url), 'utf8');

/** The one script, for convenience only: its text, and where it is served under a name that holds a hash of it. */
export const copyScript = {
  text,
  path: `/assets/${createHash('sha256').update(text).digest('hex').slice(0, 16)}.js`,
};
