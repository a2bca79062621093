/** A type of CEL for people. */
export function celTypeInWords(type: string): string {
  return TYPES[type] ?? (type.startsWith('list') ? 'a list' : type);
}

/** What CEL says of types that do not fit, in words. */
export function typeProblem(summary: string): string {
  const [, left, operator = '', right] = /^no such overload: (\S+) (\S+) (\S+)$/.exec(summary) ?? [];
  if (left !== undefined && right !== undefined) {
    const [a, b] = [celTypeInWords(left), celTypeInWords(right)];
    if (COMPARISONS.has(operator)) return `\`${operator}\` cannot compare ${a} with ${b}`;
    return `\`${operator}\` cannot be used between ${a} and ${b}`;
  }
  const [, sign, operand] = /^no such overload: ([!-])(\S+)$/.exec(summary) ?? [];
  if (operand !== undefined) return `\`${sign}\` cannot be used before ${celTypeInWords(operand)}`;
  return lowerFirst(summary);
}

/** What CEL says of an expression that it cannot read, in words. */
export function syntaxProblem(summary: string): string {
  return /unexpected token: EOF/i.test(summary) ? 'it ends too early' : lowerFirst(summary);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  double: 'a number',
  bool: 'true or false',
  Money: 'an amount of money',
  'google.protobuf.Timestamp': 'an instant',
  'google.protobuf.Duration': 'a duration',
};
