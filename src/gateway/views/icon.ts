import { createHash } from 'node:crypto';
import { html } from './html.ts';

/** The mark of the top line, for the browser's tab. */
const text = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
  <path d="M4 1h8a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H8a7 7 0 0 1-7-7V4a3 3 0 0 1 3-3Z" fill="#0d8a78" />
</svg>`.toString();

/** The icon's text, and where it is served under a name that holds a hash of it. */
export const icon = {
  text,
  path: `/assets/${createHash('sha256').update(text).digest('hex').slice(0, 16)}.svg`,
};
