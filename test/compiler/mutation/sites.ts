import { isMap, isPair, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import type { DocumentKind } from '../../../src/language/schemas.ts';
import { keyRole, valueRole, type Role } from './roles.ts';

/** Offsets into a file's text; `end` is just behind the last character. */
export interface Span {
  start: number;
  end: number;
}

/** A value of a YAML document: under a key, as an item of a list, or the document itself. */
export interface Site {
  file: string;
  kind: DocumentKind;
  /** The keys and indexes that lead here; empty for the document itself. */
  path: readonly (string | number)[];
  type: 'scalar' | 'map' | 'list';
  /** The value alone. */
  value: Span;
  /** The key that it stands under. */
  key?: Span;
  /** Key and value; of an item in a block list from its dash on. */
  whole: Span;
  parent?: Site;
  /** The values inside, in the order of the file. */
  inside: Site[];
  /** It stands in `{ … }` or `[ … ]`. */
  inFlow: boolean;
  /** The source of the value, quotes included. */
  source: string;
  /** What a scalar holds. */
  scalar?: string | number | boolean | null;
  /** Of a scalar, what it means. */
  role: Role;
  keyRole: Role;
}

/** Reads all sites of a YAML text that lies at `base` in its file. The text must be without errors. */
export function sitesOf(
  file: { path: string; kind: DocumentKind; length: number },
  text: string,
  base: number,
): Site[] {
  const document = parseDocument(text, { stringKeys: true });
  const all: Site[] = [];
  const at = (span: Span): Span => ({ start: span.start + base, end: span.end + base });

  const read = (
    node: Node | null,
    path: readonly (string | number)[],
    from: Pick<Site, 'inFlow'> & { parent?: Site; key?: Span; dash?: number },
  ): void => {
    const value = spanOf(node, text);
    const start = from.key?.start ?? from.dash ?? value.start;
    const site: Site = {
      file: file.path,
      kind: file.kind,
      path,
      type: isMap(node) ? 'map' : isSeq(node) ? 'list' : 'scalar',
      value: at(value),
      whole: from.parent ? at({ start, end: value.end }) : { start: 0, end: file.length },
      inside: [],
      inFlow: from.inFlow,
      source: text.slice(value.start, value.end),
      role: roleOf(file.kind, path, node),
      keyRole: keyRole(file.kind, path),
      ...(from.key ? { key: at(from.key) } : {}),
      ...(from.parent ? { parent: from.parent } : {}),
      ...(isScalar(node) ? { scalar: node.value as string | number | boolean | null } : {}),
    };
    all.push(site);
    from.parent?.inside.push(site);
    const below = { parent: site, inFlow: from.inFlow || Boolean((node as { flow?: boolean }).flow) };
    if (isMap(node)) {
      for (const pair of node.items) {
        if (!isPair(pair)) continue;
        const key = spanOf(pair.key as Node, text);
        read(pair.value as Node | null, [...path, text.slice(key.start, key.end)], { ...below, key });
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        const dash = below.inFlow ? undefined : dashBefore(text, spanOf(item as Node, text).start);
        read(item as Node, [...path, index], { ...below, ...(dash === undefined ? {} : { dash }) });
      });
    }
  };

  read(document.contents as Node, [], { inFlow: false });
  return all;
}

/** Where a date may stand, a word is the name of a field that holds one. */
function roleOf(kind: DocumentKind, path: readonly (string | number)[], node: Node | null): Role {
  const role = valueRole(kind, path);
  const isName = isScalar(node) && /^[a-z][A-Za-z]*$/.test(String(node.value));
  return role.is === 'moment' && isName ? { is: 'reference', of: 'field' } : role;
}

function spanOf(node: Node | null, text: string): Span {
  const [start = 0, end = 0] = node?.range ?? [];
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

function dashBefore(text: string, start: number): number | undefined {
  const dash = text.lastIndexOf('-', start - 1);
  return dash !== -1 && text.slice(dash + 1, start).trim() === '' ? dash : undefined;
}

/**
 * The smallest key with its value, or list item, that begins before a span and holds it, and stands left of a
 * column; else the whole file.
 */
export function around(
  { sites, text }: { sites: readonly Site[]; text: string },
  span: Span,
  column = Number.POSITIVE_INFINITY,
): Span {
  let found: Site | undefined;
  for (const site of sites) {
    const { whole, parent } = site;
    if (!parent || whole.start >= span.start || whole.end < span.end) continue;
    if (column <= columnOf(text, whole.start)) continue;
    if (!found || lengthOf(whole) <= lengthOf(found.whole)) found = site;
  }
  return found?.whole ?? { start: 0, end: text.length };
}

/** How far right an offset is in its line, from 0. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

const lengthOf = ({ start, end }: Span): number => end - start;
