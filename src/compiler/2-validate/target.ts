/** A value of a document, by the mapping or list that holds it; the document itself is held by nothing. */
export interface Target {
  container?: object;
  key: string | number;
  value: unknown;
  /** For people: `triggers.signed-up.steps[2].email`. */
  path: string;
}

/** Follows a JSON pointer (RFC 6901) into a document. */
export function target(root: unknown, pointer: string): Target {
  let at: Target = { key: '', path: '', value: root };
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const { value } = at;
    if (typeof value !== 'object' || value === null) break;
    const isList = Array.isArray(value);
    const step = isList ? `[${Number(name) + 1}]` : at.path === '' ? name : `.${name}`;
    const inner = (value as Record<string, unknown>)[name];
    at = { container: value, key: isList ? Number(name) : name, value: inner, path: at.path + step };
  }
  return at;
}
