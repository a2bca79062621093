/** What other languages write where CEL writes something else, at the place that it cannot read. */
const OTHERS: readonly [RegExp, string][] = [
  [/^=>/, 'Write `>=` for “at least”.'],
  [/^=</, 'Write `<=` for “at most”.'],
  [/^=/, 'Write `==` to compare.'],
  [/^(?:<>|>)/, 'Write `!=` for “is not”.'],
  [/^and\b/i, 'Write `&&` for “and”.'],
  [/^or\b/i, 'Write `||` for “or”.'],
  [/^is\b/i, 'Write `==` to compare.'],
  [
    /^(?:contains|endsWith|startsWith|matches)\b/,
    "Functions of a text are called on it, such as `contact.email.endsWith('.example')`.",
  ],
];

/** How to write what was meant; nothing where the text at `offset` tells nothing. */
export function operatorMeant(cel: string, offset: number): string | undefined {
  if (/\bnot\s+$/i.test(cel.slice(0, offset))) return 'Write `!` for “not”.';
  const rest = cel.slice(offset);
  return OTHERS.find(([pattern]) => pattern.test(rest))?.[1];
}
