import type { Schema } from '../../../src/language/schemas.ts';
import type { LanguageSource } from '../language/source.ts';
import { laterNote } from './later.ts';
import { formsOf, keysOfEveryForm, propertiesIn, resolved, type Schemas } from './schema-parts.ts';
import { insteadOf } from './step-section.ts';

/** Everything that this version checks and does not run, by where it is written. */
export function laterList(source: LanguageSource, schemas: Schemas): string {
  const map = schemas['map'] ?? {};
  const groups: [string, string[]][] = [
    ['Files', Object.entries(schemas).flatMap(([kind, schema]) => line(`${kind}.yaml`, schema))],
    [
      'Events',
      Object.values(source.events).flatMap((event) => line(Object.keys(event.on).join('`, `'), { ...event })),
    ],
    [
      'Steps',
      Object.entries(source.steps).flatMap(([kind, { value }]) => line(kind, resolved(value, map).schema)),
    ],
    ['Keys of steps', Object.entries(source.steps).flatMap(([kind, { value }]) => inside(kind, value, map))],
    ['Keys of triggers', keyLines('', keysOfEveryForm(defined(map, 'trigger'), map), map)],
    ...Object.entries(schemas).map(([kind, schema]): [string, string[]] => [
      FILES[kind] ?? kind,
      inside('', schema, schema),
    ]),
    [
      'Entries of scenarios',
      Object.entries(source.timeline).flatMap(([key, { value, keys = {} }]) => [
        ...line(key, value),
        ...keyLines(`${key}.`, keys, schemas['scenario'] ?? {}),
      ]),
    ],
  ];
  const later = groups
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `**${title}**\n\n${[...new Set(lines)].join('\n')}`)
    .join('\n\n');
  return later === '' ? 'Nothing: this version runs all of it.' : later;
}

const FILES: Readonly<Record<string, string>> = {
  map: 'Keys of maps',
  program: 'Keys of programs',
  contact: 'Keys of `contact.yaml`',
  events: 'Keys of `events.yaml`',
  activities: 'Keys of `activities.yaml`',
  sending: 'Keys of `sending.yaml`',
  email: 'Front matter of emails',
  scenario: 'Keys of scenarios',
};

function defined(root: Schema, name: string): Schema {
  return resolved({ $ref: `#/definitions/${name}` }, root).schema;
}

function line(name: string, schema: Schema): string[] {
  const note = laterNote(schema);
  if (note === undefined) return [];
  const which = note === 'not run yet' ? '' : ` (${note})`;
  return [`- \`${name}\`${which}.${insteadOf(schema)}`];
}

function keyLines(path: string, keys: Schemas, root: Schema): string[] {
  return Object.entries(keys).flatMap(([key, schema]) => {
    const { schema: whole } = resolved(schema, root);
    const found = line(`${path}${key}`, whole);
    // What is inside of something that is not run is not run either.
    return found.length > 0 && whole['x-notYet'] === true
      ? found
      : [...found, ...inside(`${path}${key}`, schema, root)];
  });
}

const APART = new Set(['step', 'steps', 'trigger', 'timelineEntry', 'waitFor', 'goal']);

/** What is not run below a value, by the path of keys. */
function inside(path: string, schema: Schema, root: Schema, seen: readonly Schema[] = []): string[] {
  const { schema: whole, name } = resolved(schema, root);
  if (APART.has(name) || whole['x-notYet'] === true || seen.includes(whole)) return [];
  const below = [...seen, whole];
  const dot = path === '' ? '' : `${path}.`;
  return [
    ...formsOf(whole).flatMap((form) => (form === whole ? [] : inside(path, form, root, below))),
    ...(typeof whole['items'] === 'object' ? inside(path, whole['items'] as Schema, root, below) : []),
    ...(typeof whole['additionalProperties'] === 'object'
      ? inside(`${dot}NAME`, whole['additionalProperties'] as Schema, root, below)
      : []),
    ...keyLines(dot, propertiesIn(whole), root),
  ];
}
