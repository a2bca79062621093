import type { DocumentKind } from '../../language/schemas.ts';

/** What a file's name says about it. */
export interface FileName {
  kind: DocumentKind | 'layout';
  /** `welcome` of `emails/welcome.email.md`. */
  name: string;
  /** What the file should be called, where its name is not quite right. */
  expected?: string;
}

const ENDINGS: readonly [string, DocumentKind][] = [
  ['.map.yaml', 'map'],
  ['.program.yaml', 'program'],
  ['.scenario.yaml', 'scenario'],
  ['.population.yaml', 'population'],
  ['.email.md', 'email'],
];

const WHOLE_NAMES: Readonly<Record<string, FileName>> = {
  'contact.yaml': { kind: 'contact', name: 'contact' },
  'events.yaml': { kind: 'events', name: 'events' },
  'activities.yaml': { kind: 'activities', name: 'activities' },
  'sending.yaml': { kind: 'sending', name: 'sending' },
  'layout.mjml': { kind: 'layout', name: 'layout' },
};

/** What a file of each kind holds, for people. */
export const HOLDS: Readonly<Record<FileName['kind'], string>> = {
  map: 'a map',
  program: 'a partner program',
  contact: 'the contact’s fields',
  events: 'custom events',
  activities: 'activities of your own',
  sending: 'the sending policy',
  email: 'an email',
  scenario: 'a scenario',
  population: 'a population',
  layout: 'the layout of all emails',
};

/** Names that a file can have, for hints. */
export const KNOWN_NAMES: readonly string[] = [
  ...ENDINGS.map(([ending]) => `NAME${ending}`),
  ...Object.keys(WHOLE_NAMES),
];

/** The document kind that a path stands for; undefined when its name says none. */
export function fileNameOf(path: string): FileName | undefined {
  const base = baseName(path);
  const found = exactly(base);
  if (found) return wellNamed(found, base, base);
  // `.yml` and capitals say what is meant; the file is read, and its name is a mistake of its own.
  const ending = /(?:\.(?:map|program|scenario|population|email))?\.[a-z]+$/i.exec(base)?.[0] ?? '';
  const stem = base.slice(0, base.length - ending.length);
  const usual = ending
    .toLowerCase()
    .replace(/\.yml$/, '.yaml')
    .replace(/\.markdown$/, '.md');
  // Only the names of scenarios and populations are free.
  const isFree = usual === '.scenario.yaml' || usual === '.population.yaml';
  const expected = (isFree ? stem : stem.toLowerCase()) + usual;
  const meant = exactly(expected);
  return meant && wellNamed(meant, expected, base);
}

function exactly(base: string): FileName | undefined {
  if (Object.hasOwn(WHOLE_NAMES, base)) return WHOLE_NAMES[base];
  const match = ENDINGS.find(([ending]) => base.length > ending.length && base.endsWith(ending));
  return match && { kind: match[1], name: base.slice(0, -match[0].length) };
}

/** An email has no other name than its file's, so that one must be a name; maps and programs say theirs inside. */
function wellNamed(found: FileName, expected: string, base: string): FileName {
  const name = found.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (found.kind === 'email' && name !== '' && !/^[a-z0-9][a-z0-9-]*$/.test(found.name))
    return { kind: 'email', name, expected: `${name}.email.md` };
  return expected === base ? found : { ...found, expected };
}

/** Whether a file of unknown kind looks as if it was meant to be read. */
export function looksLikeSource(path: string): boolean {
  return /\.(ya?ml|mjml)$/i.test(path) || MEANT.test(path) || IN_EMAILS.test(path);
}

// Not the copies that editors and merges leave behind; Notepad likes to add `.txt`.
const MEANT = /\.(email|map|program|scenario|population)(\.(?!orig$|bak$|rej$|tmp$)[a-z]+){1,2}$/i;

// `welcome.md` among the emails was meant as one.
const IN_EMAILS = /(?:^|[\\/])emails[\\/](?!readme|changelog|notes)[^\\/]+\.md$/i;

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
