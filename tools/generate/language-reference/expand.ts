import type { LanguageSource } from '../language/source.ts';
import { entryList } from './entry-list.ts';
import { aboutEvent, eventSection } from './event-section.ts';
import { contactFields, enrolmentFields, helperList, mergeFieldList } from './field-lists.ts';
import { keyBullets, keyList } from './key-list.ts';
import { laterList } from './later-list.ts';
import { definition, keysOfEveryForm, propertiesIn, type Schemas, type Writing } from './schema-parts.ts';
import { aboutStep, stepSection } from './step-section.ts';

/** Writes what a `<!-- WORD: ARGUMENT … -->` in a page stands for. */
type Directive = (args: readonly string[], language: Language) => string;

/** What the pages are written from. */
export interface Language {
  source: LanguageSource;
  schemas: Schemas;
  page: string;
}

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  keys: ([kind = '', name], language) => {
    const writing = on(kind, language);
    return keyList(name === undefined ? writing.root : definition(writing.root, name), writing);
  },
  'some-keys': ([kind = '', name = '', ...wanted], language) => {
    const writing = on(kind, language);
    const keys = Object.entries(propertiesIn(definition(writing.root, name)));
    return keyBullets(Object.fromEntries(keys.filter(([key]) => wanted.includes(key))), writing);
  },
  'trigger-keys': (_args, language) => {
    const writing = on('map', language);
    return keyBullets(keysOfEveryForm(definition(writing.root, 'trigger'), writing.root), writing);
  },
  'about-step': ([kind = ''], language) => aboutStep(kind, language.source, on('map', language)),
  step: ([kind = ''], language) => stepSection(kind, language.source, on('map', language)),
  'about-event': ([name = ''], { source }) => aboutEvent(name, source),
  event: ([name = ''], language) => eventSection(name, language.source, on('map', language)),
  entries: (_args, language) => entryList(language.source, on('scenario', language)),
  'contact-fields': contactFields,
  'enrolment-fields': enrolmentFields,
  'merge-fields': mergeFieldList,
  helpers: helperList,
  later: (_args, { source, schemas }) => laterList(source, schemas),
};

/** A page with everything generated put in, a list of its sections, and the marks of its examples taken out. */
export function expand(text: string, language: Language): string {
  const filled = text.replace(
    /^<!-- ([a-z-]+)(?:: ([^>]*?))? -->$/gm,
    (whole, word: string, args?: string) => {
      if (word === 'toc') return whole;
      const directive = DIRECTIVES[word];
      if (!directive) throw new Error(`${language.page} has a directive that there is not: ${whole}`);
      return directive(args?.split(' ') ?? [], language);
    },
  );
  return withoutMarks(filled).replace('<!-- toc -->', contentsOf(filled));
}

function on(kind: string, { schemas, page }: Language): Writing {
  const root = schemas[kind];
  if (!root) throw new Error(`${page} asks for the keys of ${kind}, which is no document kind.`);
  return { root, page };
}

/** "```yaml steps" says to the tests what the example is part of. */
function withoutMarks(text: string): string {
  return text.replace(/^```(yaml|markdown) .+$/gm, '```$1');
}

function contentsOf(text: string): string {
  const outside = text.replace(/^```[^]*?^```$/gm, '');
  return [...outside.matchAll(/^(##|###) (.+)$/gm)]
    .map(([, level, title = '']) => `${level === '##' ? '' : '  '}- [${title}](#${anchorOf(title)})`)
    .join('\n');
}

/** The anchor that GitHub gives a heading. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
