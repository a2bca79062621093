const IN_WORDS: Readonly<Record<string, string>> = {
  bool: 'true or false',
  string: 'text',
  int: 'a whole number',
  double: 'a number with decimals',
  Money: 'an amount of money',
  'google.protobuf.Timestamp': 'an instant',
  'google.protobuf.Duration': 'a length of time',
  null: 'null',
  null_type: 'null',
};

/** A type of CEL for people. */
export function celTypeInWords(type: string): string {
  if (type.startsWith('list')) return 'a list';
  // An object of a schema, such as `event.sale`, is called `$event.sale`.
  if (type.startsWith('map') || type.startsWith('$')) return 'a mapping';
  return IN_WORDS[type] ?? type;
}

const OPERATORS = ['==', '!=', '<=', '>=', '<', '>', 'in', '&&', '||', '+', '-', '*', '/', '%'];
const COMPARED = new Set(['==', '!=', '<=', '>=', '<', '>']);

/** What the type-checker complains of, in plain words; in its own where none are known. */
export function typeProblemInWords(summary: string): string {
  const overload = /^no such overload: (.*)$/.exec(summary)?.[1];
  if (overload !== undefined) return operatorInWords(overload);
  const [, yes, no] = /^Ternary branches must have the same type, got '(.*)' and '(.*)'$/.exec(summary) ?? [];
  if (yes !== undefined && no !== undefined)
    return `the answers of \`? :\` are of two types, ${celTypeInWords(yes)} and ${celTypeInWords(no)}`;
  const logical = /^Logical operator requires bool operands, got '(.*)'$/.exec(summary)?.[1];
  if (logical !== undefined) return `\`&&\` and \`||\` take true or false, not ${celTypeInWords(logical)}`;
  const indexed = /^Cannot index type '(.*)'$/.exec(summary)?.[1];
  if (indexed !== undefined) return `${celTypeInWords(indexed)} has no attributes`;
  const call = /^found no matching overload for '(.*)'$/.exec(summary)?.[1];
  return call === undefined ? summary : callInWords(call);
}

function operatorInWords(overload: string): string {
  for (const operator of OPERATORS) {
    const at = overload.indexOf(` ${operator} `);
    if (at === -1) continue;
    const left = celTypeInWords(overload.slice(0, at));
    const right = celTypeInWords(overload.slice(at + operator.length + 2));
    if (COMPARED.has(operator)) return `${left} is never compared with ${right}`;
    return left === right
      ? `\`${operator}\` does not work on ${left}`
      : `\`${operator}\` does not work on ${left} and ${right}`;
  }
  const unary = /^([-!])(.*)$/.exec(overload);
  return unary ? `\`${unary[1]}\` does not work on ${celTypeInWords(unary[2] ?? '')}` : overload;
}

/** `string.startsWith(int)`: the function is there, for other values. */
function callInWords(call: string): string {
  const [, target, name = '', given = ''] = /^(?:(.*)\.)?(\w+)\((.*)\)$/.exec(call) ?? [];
  const values = given === '' ? 'nothing' : given.split(', ').map(celTypeInWords).join(' and ');
  const on = target === undefined ? '' : ` of ${celTypeInWords(target)}`;
  return `\`${name}\`${on} does not take ${values}`;
}

/** What CEL says of an expression that it cannot read from `offset` on, in words. */
export function syntaxProblem(summary: string, cel: string, offset: number): string {
  if (/unexpected token: EOF/i.test(summary)) return 'it ends too early';
  const [word] = /^[A-Za-z]\w*/.exec(cel.slice(offset)) ?? [];
  if (word !== undefined && /^unexpected character: '\w'$/i.test(summary))
    return `\`${word}\` stands where an operator belongs`;
  return summary.charAt(0).toLowerCase() + summary.slice(1);
}
