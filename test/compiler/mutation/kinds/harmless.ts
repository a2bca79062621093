import type { Proposal } from '../mutant.ts';
import { mutator, type Mutator } from '../mutator.ts';
import type { Project } from '../project.ts';
import type { Site } from '../sites.ts';
import { nameOf, replaceValue, shortened } from './replace.ts';
import { lines } from './removals.ts';

const lineEnds = mutator(
  'CRLF line ends',
  ({ files }) => files,
  ({ path, text }): Proposal => ({
    file: path,
    edits: [...text.matchAll(/\n/g)].map(({ index }) => ({ start: index, end: index, text: '\r' })),
    node: { start: 0, end: text.length },
    what: 'line ends of Windows',
    expects: 'nothing',
  }),
);

/** Lines of YAML that begin a key or an item in block style: text may be added before and behind them. */
const blockLines = ({ files }: Project) =>
  files.flatMap((file) => {
    const starts = new Map(
      file.sites.filter(({ inFlow, parent }) => parent && !inFlow).map((site) => [site.whole.start, site]),
    );
    return lines(file.text).flatMap((line) => {
      const indent = /^ */.exec(file.text.slice(line.start, line.end))?.[0].length ?? 0;
      const site = starts.get(line.start + indent);
      return site ? [{ file, line, indent, site }] : [];
    });
  });

const comment = mutator(
  'comment or blank line added',
  blockLines,
  ({ file, line, indent, site }, random): Proposal => {
    const behind = site.type === 'scalar' && !site.source.includes('\n') && site.value.end > site.value.start;
    const inserted = random.pick([
      { at: line.start, text: `${' '.repeat(indent)}# a remark: with 'signs' {{and}} [more]\n` },
      { at: line.start, text: '\n' },
      { at: line.start, text: '# at the left\n' },
      ...(behind
        ? [
            { at: site.whole.end, text: ' # a remark' },
            { at: site.whole.end, text: '   ' },
            { at: site.whole.end, text: '\t' },
          ]
        : []),
    ]);
    return {
      file: file.path,
      edits: [{ start: inserted.at, end: inserted.at, text: inserted.text }],
      node: site.whole,
      what: `"${shortened(inserted.text)}" at ${nameOf(site)}`,
      expects: 'nothing',
    };
  },
);

const isPlain = ({ source }: Site) => !/^['"|>&*!]/.test(source);

const quoting = mutator(
  'quotes added or changed',
  ({ sites }) => sites.filter(({ scalar, source }) => typeof scalar === 'string' && !/[\n\\]/.test(source)),
  (site, random) => {
    const text = String(site.scalar);
    const quoted = [JSON.stringify(text), `'${text.replaceAll("'", "''")}'`];
    return replaceValue(site, random.pick(isPlain(site) ? quoted : quoted), 'nothing');
  },
);

/** Mappings in which the order of keys says nothing. */
const unordered = ({ sites }: Project) =>
  sites.filter(
    ({ type, inside }) =>
      type === 'map' && inside.length > 1 && inside.every(({ keyRole }) => keyRole.is === 'keyword'),
  );

const order = mutator(
  'keys in another order',
  unordered,
  ({ inside, file, whole }, random, project): Proposal | undefined => {
    const text = project.files.find(({ path }) => path === file)?.text ?? '';
    const at = random.below(inside.length - 1);
    const [first, second] = inside.slice(at, at + 2);
    if (!first || !second) return undefined;
    // A comment before either of them may belong to it.
    const before = inside[at - 1]?.whole.end ?? whole.start;
    if (text.slice(before, first.whole.start).includes('#')) return undefined;
    if (text.slice(first.whole.end, second.whole.start).includes('#')) return undefined;
    return {
      file,
      edits: [
        { ...first.whole, text: text.slice(second.whole.start, second.whole.end) },
        { ...second.whole, text: text.slice(first.whole.start, first.whole.end) },
      ],
      node: whole,
      what: `${nameOf(first)} after ${nameOf(second)}`,
      expects: 'nothing',
    };
  },
);

/** Changes that must not matter: a diagnostic or another program is a false alarm. */
export const HARMLESS_MUTATORS: readonly Mutator[] = [lineEnds, comment, quoting, order];
