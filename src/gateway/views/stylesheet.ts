import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const PARTS = [
  'base.css',
  'form.css',
  'partner.css',
  'center.css',
  'console.css',
  'console-lists.css',
  'timeline.css',
];

/** The one stylesheet's text. */
export const stylesheet = PARTS.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join(
  '\n',
);

/** Where it is served: the name holds a hash of the text, so browsers may keep it for ever. */
export const stylesheetPath = `/assets/${createHash('sha256').update(stylesheet).digest('hex').slice(0, 16)}.css`;
