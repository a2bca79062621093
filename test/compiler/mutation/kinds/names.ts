import { mutator, type Mutator } from '../mutator.ts';
import type { Project } from '../project.ts';
import type { Site } from '../sites.ts';
import { typo } from '../typo.ts';
import { quotedLike, replaceValue } from './replace.ts';

const isText = ({ scalar }: Site): boolean => typeof scalar === 'string';

/** A slip in a keyword of the language. */
const keyTypo = mutator(
  'key typo',
  ({ sites }) => sites.filter(({ key, keyRole }) => key && keyRole.is === 'keyword'),
  (site, random, { keywords }) => {
    const word = String(site.path.at(-1));
    const text = typo(word, random);
    if (!site.key || text === undefined || text === word || keywords.has(text)) return undefined;
    return {
      file: site.file,
      edits: [{ ...site.key, text }],
      node: site.whole,
      what: `key ${word} → ${text}`,
      expects: 'error',
      meant: word,
    };
  },
);

/** A slip in a name that something else defines: an email, a team, a field, a step … */
const referenceTypo = mutator(
  'reference typo',
  ({ sites }) => sites.filter((site) => site.role.is === 'reference' && isText(site)),
  (site, random, project) => {
    const word = String(site.scalar);
    const text = typo(word, random);
    if (text === undefined || isDefined(project, text)) return undefined;
    return replaceValue(site, quotedLike(site.source, text), 'error', { meant: word });
  },
);

/** A slip in a key that is the name of a field. */
const referenceKeyTypo = mutator(
  'reference typo in a key',
  ({ sites }) => sites.filter(({ key, keyRole }) => key && keyRole.is === 'reference'),
  (site, random, project) => {
    const word = String(site.path.at(-1));
    const text = typo(word, random);
    if (!site.key || text === undefined || text === word || isDefined(project, text)) return undefined;
    return {
      file: site.file,
      edits: [{ ...site.key, text }],
      node: site.whole,
      what: `name ${word} → ${text}`,
      expects: 'error',
      meant: word,
    };
  },
);

/** A name that exists, of something else: a team where an email belongs. */
const referenceReplaced = mutator(
  'reference to another',
  ({ sites }) => sites.filter((site) => site.role.is === 'reference' && isText(site)),
  (site, random, { definitions }) => {
    const { name } = random.pick(definitions);
    if (name === String(site.scalar)) return undefined;
    const wanted = referenceOf(site);
    const isOne = (of: string) => definitions.some((one) => one.name === name && one.of === of);
    // Emails and activities give steps their names; but nobody decides at such a step.
    const namesStep = isOne('email') || isOne('activity');
    const isStep = wanted === 'step' && namesStep && site.path.at(-1) !== 'step';
    return replaceValue(site, quotedLike(site.source, name), isOne(wanted) || isStep ? 'any' : 'error');
  },
);

/** A name renamed where it is defined, and nowhere else. */
const definitionRenamed = mutator(
  'definition renamed',
  ({ definitions, files }) =>
    definitions.filter(({ span, file }) =>
      files.some(({ path, text }) => path === file && span.end < text.length),
    ),
  ({ name, of, file, span }, random, project) => {
    const text = typo(name, random)?.toLowerCase();
    const site = project.sites.find(
      (one) =>
        one.file === file &&
        one.whole.start <= span.start &&
        one.whole.end >= span.end &&
        (one.key?.start === span.start || one.value.start === span.start),
    );
    if (text === undefined || text === name || !site || isDefined(project, text)) return undefined;
    const isReferred = project.referred.has(`${of} ${name}`) || of === 'map' || of === 'program';
    return {
      file,
      edits: [{ ...span, text }],
      node: site.whole,
      what: `${of} ${name} → ${text} where it is defined`,
      expects: isReferred ? 'error' : 'any',
    };
  },
);

/** A slip in a word of a closed set: an event, a scope, a currency … */
const wordTypo = mutator(
  'word typo',
  ({ sites }) => sites.filter((site) => site.role.is === 'word' && isText(site)),
  (site, random) => {
    const word = String(site.scalar);
    const text = typo(word, random);
    if (text === undefined || text === word) return undefined;
    return replaceValue(site, quotedLike(site.source, text), isKnownWord(site, text) ? 'any' : 'error', {
      meant: word,
    });
  },
);

function referenceOf({ role }: Site): string {
  return role.is === 'reference' ? role.of : '';
}

function isDefined({ definitions }: Project, name: string): boolean {
  return definitions.some((one) => one.name === name);
}

/** Of currencies, time zones and locales there are so many that a slip may be another. */
function isKnownWord({ path }: Site, word: string): boolean {
  const key = path.at(-1);
  if (key === 'locale') return true;
  if (key === 'currency') return Intl.supportedValuesOf('currency').includes(word);
  if (key !== 'timeZone' && key !== 'zone') return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: word }));
  } catch {
    return false;
  }
}

/** Slips of the pen in names. */
export const NAME_MUTATORS: readonly Mutator[] = [
  keyTypo,
  referenceTypo,
  referenceKeyTypo,
  referenceReplaced,
  definitionRenamed,
  wordTypo,
];
