import type { Alias, Scalar } from './tree.ts';
import { canBePlain, isOtherInYaml11, isFinePlain } from './yaml-words.ts';

/** What only escapes can show, or only they show well: control characters, odd spaces, halves of a character. */
const ODD = /[\p{Cc}\p{Cs}\u00a0\u2028\u2029\ufeff]/u;

/**
 * The canonical spelling of a scalar on one line: plain where every reader reads the same, else in quotes. A text
 * between brackets that holds a colon is quoted, as readers of YAML 1.1 stumble over it.
 */
export function spell({ style, source, value, textOnly }: Scalar, flow: boolean): string {
  if (typeof value === 'boolean' && style === 'plain') return String(value);
  if (typeof value !== 'string') return source;
  if (style === 'plain') return needsQuotes(value, flow, textOnly) ? quoted(value) : source;
  if (ODD.test(value)) return source;
  const plain = canBePlain(value, flow) && !isOtherInYaml11(value) && !(flow && value.includes(':'));
  return plain ? value : quoted(value);
}

/** The canonical spelling of a key. Keys such as `on` are words of the language, and never quoted for other readers. */
export function spellKey(key: Scalar | Alias, flow: boolean): string {
  const props = key.props.map((prop) => `${prop} `).join('');
  // An alias would swallow the colon.
  if (key.type === 'alias') return `${props}${key.source} `;
  const { value, style, source } = key;
  if (typeof value !== 'string') return `${props}${source}`;
  const odd = ODD.test(value);
  // On several lines between brackets or behind a `?`; a key stands on one.
  if (source.includes('\n') && odd) return `${props}${JSON.stringify(value)}`;
  if (!source.includes('\n') && (odd || style === 'plain')) return `${props}${source}`;
  return `${props}${canBePlain(value, flow) ? value : quoted(value)}`;
}

function needsQuotes(value: string, flow: boolean, textOnly: boolean): boolean {
  if (isFinePlain(value)) return false;
  return (flow && value.includes(':')) || (textOnly && isOtherInYaml11(value));
}

/** In single quotes, unless the text holds an apostrophe and nothing that double quotes would have to escape. */
function quoted(value: string): string {
  if (/'/.test(value) && !/["\\]/.test(value)) return `"${value}"`;
  return `'${value.replaceAll("'", "''")}'`;
}

/** The lines of a scalar that was written on several: only their indentation changes. */
export function linesOf({ source, style }: Scalar): string[] {
  const [first = '', ...rest] = source.split('\n');
  // A blank after a backslash is part of a text in double quotes.
  const end = style === 'double' ? /(?<!\\)[ \t]+$/ : /[ \t]+$/;
  return [first, ...rest.map((line) => line.trimStart())].map((line) => line.replace(end, ''));
}
