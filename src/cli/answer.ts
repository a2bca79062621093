/** How a verb answers: for people, or for programs. */
export type Format = 'human' | 'json';

/** Writes a verb's answer to standard output: `lines` for people, `value` as one JSON document for programs. */
export function answer(format: Format, lines: string | readonly string[], value: object): void {
  const text = format === 'json' ? JSON.stringify(value, null, 2) : [lines].flat().join('\n');
  process.stdout.write(`${text}\n`);
}

/** Writes to standard error what is talk and no answer, such as progress. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
