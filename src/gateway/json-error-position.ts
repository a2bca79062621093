/** White space, and one token of JSON (RFC 8259). A string holds what is at or above U+0020, quoted as the RFC says. */
const SPACE = /[ \t\n\r]*/y;
const TOKEN =
  /[{}[\],:]|true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[ !\u0023-\u005b\u005d-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

type Expects = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'end';

/**
 * Where `text` stops being JSON: an offset in UTF-16 units; undefined when it is JSON.
 * JSON.parse names the position in some of its messages only, and quotes the text in the others.
 */
export function jsonErrorPosition(text: string): number | undefined {
  const open: string[] = [];
  let expects: Expects = 'value';
  let at = 0;
  for (;;) {
    at = skip(SPACE, text, at);
    if (at === text.length) return expects === 'end' ? undefined : at;
    const end = skip(TOKEN, text, at);
    const next = after(text.slice(at, end), expects, open);
    if (next === undefined) return at;
    expects = next;
    at = end;
  }
}

function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

/** What may follow `token` where `expects` was expected; undefined when the token may not stand there. */
function after(token: string, expects: Expects, open: string[]): Expects | undefined {
  const isOpening = token === '{' || token === '[';
  const isPunctuation = token === '' || ',:}]'.includes(token);
  if (expects === 'value' || expects === 'value or ]') {
    if (token === ']' && expects === 'value or ]') return close(open);
    if (isPunctuation) return undefined;
    if (isOpening) open.push(token);
    if (isOpening) return token === '{' ? 'key or }' : 'value or ]';
    return open.length === 0 ? 'end' : ', or end';
  }
  if (expects === 'key' || expects === 'key or }') {
    if (token === '}' && expects === 'key or }') return close(open);
    return token.startsWith('"') ? ':' : undefined;
  }
  if (expects === ':') return token === ':' ? 'value' : undefined;
  if (expects === 'end') return undefined;
  const inObject = open.at(-1) === '{';
  if (token === ',') return inObject ? 'key' : 'value';
  return token === (inObject ? '}' : ']') ? close(open) : undefined;
}

function close(open: string[]): Expects {
  open.pop();
  return open.length === 0 ? 'end' : ', or end';
}
