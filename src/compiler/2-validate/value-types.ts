/** The JSON type of a value, as schemas name it. Not-a-number and infinities are none of them. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'infinite';
  return typeof value;
}

const IN_WORDS: Readonly<Record<string, string>> = {
  null: 'empty',
  array: 'a list',
  object: 'a mapping',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  infinite: 'no finite number',
};

/** A JSON type, or several, for people. */
export function inWords(types: string | readonly string[]): string {
  const words = [types].flat().map((type) => IN_WORDS[type] ?? type);
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

/** A value as an author would write it on one line. */
export function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${key}: ${inYaml(inner)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  if (typeof value !== 'string') return String(value);
  return isPlain(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

function isPlain(text: string): boolean {
  return /^[A-Za-z0-9/][^:#{}[\],&*?|'"%@`!]*$/.test(text) && !/^([\d.e+-]+|true|false|null)$/i.test(text);
}
