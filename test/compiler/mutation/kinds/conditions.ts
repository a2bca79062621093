import type { Proposal } from '../mutant.ts';
import { mutator, type Mutator } from '../mutator.ts';
import type { Project } from '../project.ts';
import type { Site, Span } from '../sites.ts';
import { typo } from '../typo.ts';
import { nameOf } from './replace.ts';

/** One word or sign of a CEL expression. */
interface Token extends Span {
  text: string;
  site: Site;
}

const TOKENS = /'[^']*'|"[^"]*"|[A-Za-z_]\w*|\d+(?:\.\d+)?|[=!<>]=|&&|\|\||[<>!?:().,[\]+*/-]/g;

function tokensOf(project: Project): Token[] {
  return project.sites
    .filter(({ role, type }) => role.is === 'condition' && type === 'scalar')
    .flatMap((site) => {
      const { from, to } = inner(site.source);
      return [...site.source.slice(from, to).matchAll(TOKENS)].map(({ index, 0: text }) => {
        const start = site.value.start + from + index;
        return { site, text, start, end: start + text.length };
      });
    });
}

/** The expression in a plain, quoted or block scalar. */
function inner(source: string): { from: number; to: number } {
  if (/^['"]/.test(source)) return { from: 1, to: source.length - 1 };
  return { from: /^[>|]/.test(source) ? source.indexOf('\n') : 0, to: source.length };
}

function change(
  { site, text, start, end }: Token,
  replacement: string,
  expects: Proposal['expects'],
  meant?: string,
): Proposal | undefined {
  if (replacement === text) return undefined;
  return {
    file: site.file,
    edits: [{ start, end, text: replacement }],
    node: site.whole,
    what: `${nameOf(site)}: ${site.source} with ${text} → ${replacement || 'nothing'}`,
    expects,
    ...(meant === undefined ? {} : { meant }),
  };
}

const isName = ({ text }: Token) =>
  /^[A-Za-z_]/.test(text) && !['true', 'false', 'null', 'in'].includes(text);
const isNumber = ({ text }: Token) => /^\d/.test(text);
const isString = ({ text }: Token) => /^['"]/.test(text);

const name = mutator(
  'condition name typo',
  (project) => tokensOf(project).filter(isName),
  (token, random) => {
    const text = typo(token.text, random);
    return text === undefined ? undefined : change(token, text, 'error', token.text);
  },
);

/** Operators of other languages, which people write by habit. */
const HABITS: Readonly<Record<string, readonly string[]>> = {
  '==': ['=', '===', 'is', 'eq'],
  '!=': ['<>', '!==', '=!'],
  '>=': ['=>', '> =', '≥'],
  '<=': ['=<', '< =', '≤'],
  '&&': ['and', '&', 'AND'],
  '||': ['or', '|', 'OR'],
  '!': ['not ', '~'],
};
const COMPARISONS = ['==', '!=', '>=', '<=', '>', '<'];

const operator = mutator(
  'condition operator',
  (project) => tokensOf(project).filter(({ text }) => HABITS[text] ?? COMPARISONS.includes(text)),
  (token, random) => {
    const habits = HABITS[token.text] ?? ['>>', '=', ''];
    if (random.oneIn(2)) return change(token, random.pick(habits), 'error');
    const others = COMPARISONS.includes(token.text) ? COMPARISONS : ['&&', '||'];
    return change(token, random.pick(others), 'any');
  },
);

/** Of an enrolment. A comparison with another text never holds. */
const STATUSES = ['applied', 'approved', 'rejected', 'suspended'];

const literal = mutator(
  'condition literal',
  (project) => tokensOf(project).filter((token) => isNumber(token) || isString(token)),
  (token, random, project) => {
    if (isNumber(token)) {
      const { text } = token;
      const [replacement, expects] = random.pick([
        [token.site.source.startsWith("'") ? `"${text}"` : `'${text}'`, 'error'],
        ['true', 'error'],
        [`${text}.001`, 'any'],
        [`${Number(text) + 1}`, 'any'],
        ['1,000', 'error'],
        ['1_000', 'error'],
      ] as const);
      return change(token, replacement, expects);
    }
    const inside = token.text.slice(1, -1);
    const isWord =
      STATUSES.includes(inside) ||
      project.definitions.some((one) => one.of === 'value' && one.name === inside);
    const [replacement, expects] = random.pick([
      ['7', 'error'],
      ['true', 'error'],
      [inside, 'error'],
      [token.text.slice(0, -1), 'error'],
      [token.text.replace(inside, typo(inside, random) ?? inside), isWord ? 'error' : 'any'],
    ] as const);
    return change(token, replacement, inside === '' ? 'any' : expects);
  },
);

const punctuation = mutator(
  'condition punctuation',
  (project) => tokensOf(project).filter(({ text }) => /^[().,[\]]$/.test(text)),
  (token, random) => change(token, random.pick(['', token.text.repeat(2)]), 'error'),
);

/** What is wrong in CEL expressions. */
export const CONDITION_MUTATORS: readonly Mutator[] = [name, operator, literal, punctuation];
