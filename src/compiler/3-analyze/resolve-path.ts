import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { listedNear, suggestion, type Suggestion } from '../../diagnostics/suggest.ts';
import type { FieldType } from '../../program/program.ts';
import { LINK_ATTRIBUTES, SALE_ATTRIBUTES, type MergeFields } from './merge-fields.ts';
import { mayBeMissing, type Sources } from './sources.ts';

/** What names are looked up in: the mail's fields, or inside `each` one item. */
export interface Scope {
  of: 'mail' | 'link' | 'sale' | 'value';
}

/** What a path names: a field of the mail by its path, or part of an item; or what is wrong with it. */
export type Resolved =
  { type: string; path?: string } | { problem: ((place: Place) => Diagnostic) | undefined };

const LOOP_DATA = new Set(['index', 'first', 'last', 'key']);

/** Looks a path up as Handlebars does: inside `each` in the item, with `../` one level up. */
export function resolvePath(
  path: hbs.AST.PathExpression,
  scopes: readonly Scope[],
  merge: MergeFields,
  sources: Sources,
): Resolved {
  const name = path.original;
  const parts = path.parts.map(String);
  if (path.data) {
    if (scopes.length > 1 && LOOP_DATA.has(parts.join('.'))) return { type: 'integer' };
    const known = scopes.length > 1 ? [...LOOP_DATA].map((one) => `@${one}`) : [...merge.keys()];
    return unknown(name, known);
  }
  const scope = scopes.at(-1 - path.depth);
  if (scope?.of === 'mail') return mailField(parts.join('.'), name, path.depth, merge, sources);
  const attributes = (scope && ATTRIBUTES[scope.of]) ?? {};
  const type = parts.length === 1 ? attributes[parts[0] ?? ''] : undefined;
  if (type !== undefined) return { type };
  if (scope?.of === 'value' && parts.length === 0) return { type: 'figure' };
  const here = scope?.of === 'value' ? ['this'] : Object.keys(attributes);
  const above = [...merge.keys()].map((one) => `../${one}`);
  const near = suggestion(name, [...here, ...above]);
  return unknown(name, here, merge.has(name) ? { word: name, meant: `../${name}`, certain: true } : near);
}

/** What the items of a list offer. */
const ATTRIBUTES: Readonly<Partial<Record<Scope['of'], Readonly<Record<string, FieldType>>>>> = {
  link: Object.fromEntries(LINK_ATTRIBUTES.map((name) => [name, 'string'])),
  sale: SALE_ATTRIBUTES,
};

function mailField(
  path: string,
  name: string,
  depth: number,
  merge: MergeFields,
  sources: Sources,
): Resolved {
  const field = merge.get(path);
  if (field && field.type !== 'any') return { type: field.type, path };
  const [root = '', call = ''] = path.split('.');
  if (merge.get(`${root}.${call}`)?.type === 'any') return { problem: undefined };
  if (path.startsWith('contact.') && mayBeMissing(sources, 'contact')) return { problem: undefined };
  const paths = [...merge].flatMap(([known, { type }]) => (type === 'any' ? [] : known));
  // `firstName` for `contact.firstName` is the commonest slip, too far apart for an edit distance.
  const attributeOf = paths.filter((known) => known.endsWith(`.${path}`));
  const [only] = attributeOf;
  const near = only
    ? { word: path, meant: only, certain: attributeOf.length === 1 }
    : suggestion(path, paths);
  const beside = paths.filter((known) => known.startsWith(`${root}.`));
  const up = '../'.repeat(depth);
  return unknown(
    name,
    beside.length > 0 ? beside : paths,
    near && { ...near, word: name, meant: up + near.meant },
  );
}

function unknown(
  name: string,
  known: readonly string[],
  near: Suggestion | '' = suggestion(name, known),
): Resolved {
  return {
    problem: (place) =>
      diagnostic('MW412', { name, known: listedNear(name, known), suggestion: near }, place),
  };
}
