import { stringify } from 'yaml';

/** A value as an author would write it on one line: the outermost mapping without braces. */
export function asYaml(value: unknown): string {
  return isMapping(value) ? pairsOf(value).join(', ') : inFlow(value);
}

function inFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`;
  if (isMapping(value)) return Object.keys(value).length === 0 ? '{}' : `{ ${pairsOf(value).join(', ')} }`;
  return scalar(value);
}

function pairsOf(mapping: object): string[] {
  return Object.entries(mapping).map(([key, value]) => `${key}: ${inFlow(value)}`);
}

/** Times of day are quoted, as every reader of YAML takes them for text then. */
function scalar(value: unknown): string {
  if (typeof value === 'string' && /^\d\d:\d\d$/.test(value)) return `'${value}'`;
  // Inside brackets more texts need quotes than outside.
  const text = stringify([value], {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    singleQuote: true,
    lineWidth: 0,
  });
  return text.trim().slice(1, -1);
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
