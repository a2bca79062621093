import type { Edit, Proposal } from '../mutant.ts';
import { mutator, type Mutator } from '../mutator.ts';
import { around, columnOf, type Site } from '../sites.ts';
import { nameOf, replaceValue, shortened } from './replace.ts';
import { lines, trimmed } from './removals.ts';

/** A value of another type than the one that belongs there. */
const typeSwapped = mutator(
  'type swapped',
  ({ sites }) => sites.filter(({ parent, key }) => parent && (key || parent.type === 'list')),
  (site, random) => {
    const text = random.pick(OTHER_TYPES[site.type](site));
    // A field holds no list and no mapping, whatever it is called.
    const isField = site.keyRole.is === 'reference' && /^[[{]/.test(text);
    const anything = site.role.is === 'free' && site.keyRole.is !== 'keyword' && !isField;
    return replaceValue(site, text, anything || takesBoth(site, text) ? 'any' : 'error');
  },
);

const OTHER_TYPES: Readonly<Record<Site['type'], (site: Site) => string[]>> = {
  scalar: ({ source, scalar }) => [
    `[${source}]`,
    `{ value: ${source} }`,
    'null',
    typeof scalar === 'string' ? '7' : 'some text',
    typeof scalar === 'boolean' ? `'${String(scalar)}'` : 'true',
    typeof scalar === 'number' ? `'${scalar}'` : '[]',
  ],
  list: ({ inside, source }) => [
    'null',
    'some text',
    '7',
    '{}',
    inside[0]?.type === 'scalar' ? inside[0].source : source,
  ],
  map: ({ source, inFlow }) => ['null', 'some text', '7', '[]', inFlow ? `[${source}]` : '[exit]'],
};

/** Keys that take a value in two forms. */
function takesBoth({ kind, path, role, type }: Site, text: string): boolean {
  const key = path.findLast((part) => typeof part === 'string');
  if (kind === 'map' && path.includes('body')) return true;
  if (kind === 'scenario' && key === 'map') return text.startsWith('[') || !text.startsWith('{');
  if (kind === 'scenario' && role.is === 'amount') return text.startsWith("'");
  return type === 'list' && text === 'null' && key === 'steps';
}

/** The values of two neighbours, exchanged. */
const siblingsSwapped = mutator(
  'siblings swapped',
  ({ sites }) => sites.filter(({ inside }) => inside.length > 1),
  ({ inside, whole, file }, random): Proposal | undefined => {
    const at = random.below(inside.length - 1);
    const [first, second] = inside.slice(at, at + 2);
    if (!first || !second || first.source === second.source) return undefined;
    if (first.type !== 'scalar' || second.type !== 'scalar') return undefined;
    const differ = JSON.stringify(first.role) !== JSON.stringify(second.role);
    const free = [first, second].some(({ role }) => role.is === 'free' || role.is === 'template');
    return {
      file,
      edits: exchange(first.value, second.value, first.source, second.source),
      node: whole,
      what: `${nameOf(first)} ${shortened(first.source)} ⇄ ${nameOf(second)} ${shortened(second.source)}`,
      expects: differ && !free ? 'error' : 'any',
      mistakes: 2,
    };
  },
);

const itemsSwapped = mutator(
  'items swapped',
  ({ sites }) => sites.filter(({ type, inside }) => type === 'list' && inside.length > 1),
  ({ inside, whole, file }, random): Proposal | undefined => {
    const at = random.below(inside.length - 1);
    const [first, second] = inside.slice(at, at + 2);
    if (!first || !second || first.source === second.source) return undefined;
    return {
      file,
      edits: exchange(first.value, second.value, first.source, second.source),
      node: whole,
      what: `${nameOf(first)} ⇄ ${nameOf(second)}`,
      expects: inside.every(({ role }) => role.is === 'amount') && first.kind === 'map' ? 'error' : 'any',
    };
  },
);

function exchange(
  first: { start: number; end: number },
  second: { start: number; end: number },
  firstText: string,
  secondText: string,
): Edit[] {
  return [
    { ...first, text: secondText },
    { ...second, text: firstText },
  ];
}

const keyDuplicated = mutator(
  'key duplicated',
  ({ sites }) => sites.filter(({ key, type }) => key && type === 'scalar'),
  (site, random, project): Proposal | undefined => {
    const text = project.files.find(({ path }) => path === site.file)?.text ?? '';
    const { parent } = site;
    if (!parent) return undefined;
    const copy = text.slice(site.whole.start, site.whole.end);
    const last = random.pick(parent.inside);
    const at = last.whole.end;
    const indent = ' '.repeat(columnOf(text, parent.inside[0]?.whole.start ?? 0));
    const inserted = parent.value && text[parent.value.start] === '{' ? `, ${copy}` : `\n${indent}${copy}`;
    const what = `${nameOf(site)} written again`;
    return {
      file: site.file,
      edits: [{ start: at, end: at, text: inserted }],
      node: parent.whole,
      what,
      expects: 'error',
    };
  },
);

const itemDuplicated = mutator(
  'item duplicated',
  ({ sites }) => sites.filter(({ parent }) => parent?.type === 'list'),
  (site, _random, project): Proposal | undefined => {
    const text = project.files.find(({ path }) => path === site.file)?.text ?? '';
    const { start, end } = site.whole;
    const inFlow = text[site.parent?.value.start ?? 0] === '[';
    const indent = ' '.repeat(columnOf(text, start));
    const inserted = `${inFlow ? ', ' : `\n${indent}`}${text.slice(start, end)}`;
    const node = site.parent?.whole ?? site.whole;
    const what = `${nameOf(site)} written again`;
    const edits = [{ start: end, end, text: inserted }];
    // Each step inside needs another id.
    return { file: site.file, edits, node, what, expects: 'any', mistakes: itemsIn(site) };
  },
);

function itemsIn(site: Site): number {
  const isItem = typeof site.path.at(-1) === 'number';
  return site.inside.reduce((sum, one) => sum + itemsIn(one), isItem ? 1 : 0);
}

const indented = mutator(
  'indentation',
  ({ files }) =>
    files.flatMap((file) =>
      lines(file.text)
        .filter(
          ({ start }) => file.sites.length > 0 && start < (file.body?.start ?? Number.POSITIVE_INFINITY),
        )
        .filter(({ start, end }) => !/^\s*(#.*)?$/.test(file.text.slice(start, end)))
        .map((line) => ({ file, line })),
    ),
  ({ file, line }, random): Proposal | undefined => {
    const content = trimmed(file.text, line);
    const depth = content.start - line.start;
    const by = random.pick([-4, -2, -1, 1, 2, 4]);
    if (depth + by < 0) return undefined;
    return {
      file: file.path,
      edits: [{ start: line.start, end: content.start, text: ' '.repeat(depth + by) }],
      node: around(file, content, depth + by),
      what: `"${shortened(file.text.slice(content.start, content.end))}" moved by ${by}`,
      expects: 'any',
      // A key is missing where it was, and unknown where it is.
      mistakes: 2,
    };
  },
);

/** What changes the form of a document: types, order, repetition, indentation. */
export const STRUCTURE_MUTATORS: readonly Mutator[] = [
  typeSwapped,
  siblingsSwapped,
  itemsSwapped,
  keyDuplicated,
  itemDuplicated,
  indented,
];
