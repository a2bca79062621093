import type { Proposal } from '../mutant.ts';
import { mutator, type Mutator } from '../mutator.ts';
import { around, type Site, type Span } from '../sites.ts';
import { cut, nameOf, shortened } from './replace.ts';

/** Keys without which nothing around them makes sense, whatever is around them. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  map: ['map', 'triggers', 'on', 'by', 'team', 'template', 'activity', 'weight', 'cooldown', 'parkedAt'],
  program: ['program', 'currency', 'id', 'url'],
  contact: ['fields', 'type'],
  events: ['events'],
  sending: ['from', 'postalAddress'],
  email: ['subject'],
  scenario: ['scenario', 'map', 'start', 'timeline', 'template'],
};

/** The keys that say what a step is. */
export const STEP_KINDS: ReadonlySet<string> = new Set(
  (
    'email notify approve task grantLogin revokeLogin wait waitFor branch split fork goal set tag untag map ' +
    'webhook call goTo end exit'
  ).split(' '),
);

const deletedKey = mutator(
  'key deleted',
  ({ sites }) => sites.filter(({ key }) => key),
  (site) => {
    const { parent, path } = site;
    if (!parent) return undefined;
    const key = String(path.at(-1));
    const isKind = STEP_KINDS.has(key) && typeof parent.path.at(-1) === 'number' && site.kind === 'map';
    const isRequired = site.keyRole.is === 'keyword' && REQUIRED[site.kind]?.includes(key);
    const proposal = cut(site.file, withSeparator(site), parent.whole, `without ${nameOf(site)}`);
    return { ...proposal, expects: isKind || isRequired ? 'error' : 'any' };
  },
);

const deletedItem = mutator(
  'item deleted',
  ({ sites }) => sites.filter(({ parent }) => parent?.type === 'list'),
  (site) =>
    site.parent && {
      ...cut(site.file, withSeparator(site), site.parent.whole, `without ${nameOf(site)}`),
      expects: 'any',
    },
);

const deletedLine = mutator(
  'line deleted',
  ({ files }) => files.flatMap((file) => lines(file.text).map((line) => ({ file, line }))),
  ({ file, line }): Proposal => {
    const node = inBody(file, line) ? line : around(file, trimmed(file.text, line));
    const what = `without line "${shortened(file.text.slice(line.start, line.end).trim())}"`;
    return { ...cut(file.path, line, node, what), expects: 'any' };
  },
);

const truncated = mutator(
  'file truncated',
  ({ files }) => files,
  ({ path, text, sites }, random): Proposal => {
    const start = random.below(text.length);
    const node = sites.length > 0 ? { start: 0, end: text.length } : { start, end: text.length };
    const proposal = cut(path, { start, end: text.length }, node, `cut off at ${start}`);
    // A value ends too early, and the keys after it are missing.
    return { ...proposal, expects: 'any', mistakes: 2 };
  },
);

/** A site with what separates it from its neighbours, so that what is left is well-formed. */
export function withSeparator(site: Site): Span {
  const siblings = site.parent?.inside ?? [];
  const at = siblings.indexOf(site);
  const next = siblings[at + 1];
  if (next) return { start: site.whole.start, end: next.whole.start };
  const before = siblings[at - 1];
  return { start: before?.whole.end ?? site.whole.start, end: site.whole.end };
}

/** All lines of a text, with their line ends. */
export function lines(text: string): Span[] {
  return [...text.matchAll(/[^\n]*\n|[^\n]+$/g)].map(({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }));
}

/** A span without the white space at its ends. */
export function trimmed(text: string, { start, end }: Span): Span {
  const inner = text.slice(start, end);
  return { start: start + inner.length - inner.trimStart().length, end: start + inner.trimEnd().length };
}

/** Whether a span lies in the Markdown of an email. */
export function inBody({ body }: { body?: Span }, { start }: Span): boolean {
  return body !== undefined && start >= body.start;
}

/** What is taken out: keys, items, lines, the end of a file. */
export const REMOVAL_MUTATORS: readonly Mutator[] = [deletedKey, deletedItem, deletedLine, truncated];
