import type { Schema } from '../../../src/language/schemas.ts';
import type { EntrySource, EventSource, LanguageSource } from './source.ts';

/** Definitions by name. */
export type Definitions = Record<string, Schema>;

/** A reference to a definition. */
export function ref(name: string): Schema {
  return { $ref: `#/definitions/${name}` };
}

/** Each step kind as a mapping: its key, and the keys that every step has. */
export function stepForms({ steps }: LanguageSource): Definitions {
  const common = {
    id: ref('stepId'),
    title: ref('title'),
    if: ref('condition'),
    onFailure: ref('onFailure'),
  };
  return Object.fromEntries(
    Object.entries(steps).map(([kind, { description, value }]) => [
      `${kind}Step`,
      form(description, [kind], { [kind]: value, ...common }),
    ]),
  );
}

/** Each entry of a timeline as a mapping: its key, its other keys, and when it happens. */
export function entryForms({ timeline }: LanguageSource): Definitions {
  const time = { after: ref('after'), at: ref('at') };
  const entry = (key: string, { description, value, keys }: EntrySource) => ({
    ...form(description, [key], { [key]: value, ...keys, ...time }),
    'x-atMostOne': ['after', 'at'],
  });
  return Object.fromEntries(
    Object.entries(timeline).map(([key, source]) => [`${key}Entry`, entry(key, source)]),
  );
}

/** What a mapping with `on` is for: the keys it has beside those of its event. */
const USES: Readonly<Record<string, { suffix: string; on: string; keys: Definitions }>> = {
  trigger: {
    suffix: 'Trigger',
    on: 'The event that opens the door.',
    keys: {
      where: ref('where'),
      scope: ref('scope'),
      ifOnMap: ref('ifOnMap'),
      once: ref('once'),
      oncePer: ref('oncePer'),
      reentry: ref('reentry'),
      steps: {
        description: 'What happens behind this door.',
        type: 'array',
        items: ref('step'),
        examples: [[{ email: 'welcome' }]],
      },
    },
  },
  waitFor: {
    suffix: 'WaitFor',
    on: 'The event that is waited for.',
    keys: {
      where: ref('where'),
      atMost: ref('atMost'),
      since: ref('since'),
      otherwise: ref('otherwisePath'),
    },
  },
  goal: {
    suffix: 'Goal',
    on: 'The event that achieves the goal.',
    keys: { where: ref('where'), scope: ref('goalScope'), wait: ref('goalWait') },
  },
};

/** Each event in each use: as a trigger, as what is waited for, and as a goal. */
export function eventForms({ events }: LanguageSource): Definitions {
  const forms: Definitions = {};
  for (const [use, { suffix, on, keys }] of Object.entries(USES)) {
    const build = (name: string, event: EventSource) => {
      const dependencies = use === 'waitFor' ? { dependencies: { otherwise: ['atMost'] } } : {};
      forms[`${camelCase(name)}${suffix}`] = { ...eventForm(event, on, keys), ...dependencies };
    };
    for (const [name, event] of Object.entries(events)) build(name, event);
    forms[`custom${suffix}`] = customForm(events, on, keys);
  }
  return forms;
}

/** The forms of one use, built-in events first. */
export function eventFormNames({ events }: LanguageSource, use: string): string[] {
  const suffix = USES[use]?.suffix ?? '';
  return [...Object.keys(events).map(camelCase), 'custom'].map((name) => `${name}${suffix}`);
}

function eventForm(event: EventSource, on: string, keys: Definitions): Schema {
  const names = Object.keys(event.on);
  const later = event['x-notYet']
    ? { 'x-notYet': { values: names }, ...(event['x-instead'] ? { 'x-instead': event['x-instead'] } : {}) }
    : {};
  const onKey = { description: on, enum: names, ...later, examples: [names[0]] };
  return {
    ...form(Object.values(event.on).join(' Or: '), ['on', ...(event.required ?? [])], {
      on: onKey,
      ...event.keys,
      ...keys,
    }),
    ...(event['x-exactlyOne'] ? { 'x-exactlyOne': event['x-exactlyOne'] } : {}),
  };
}

/**
 * Any other event. Whether `events.yaml` has it is known later only, so that the match keys of all events are
 * taken here: a misspelt `field-updated` with its `field` is one mistake.
 */
function customForm(events: LanguageSource['events'], on: string, keys: Definitions): Schema {
  const match = Object.entries(events).flatMap(([, event]) => Object.keys(event.keys));
  const name = {
    description: `${on} A custom event of \`events.yaml\`.`,
    type: 'string',
    pattern: '^[a-z][a-z0-9-]{0,59}$',
    // Not a plain text to TypeScript, or comparing \`on\` with a built-in event would not tell the forms apart.
    tsType: '`custom:${string}`',
    examples: ['training-finished'],
  };
  const unjudged = Object.fromEntries(
    [...new Set(match)].map((key) => [
      key,
      {
        description: 'A match key of a built-in event; custom events are matched by `where`.',
        'x-judgedLater': true,
        examples: ['…'],
      },
    ]),
  );
  return form('A custom event of `events.yaml` happened.', ['on'], { on: name, ...unjudged, ...keys });
}

function form(description: string, required: string[], properties: Definitions): Schema {
  return { description, type: 'object', additionalProperties: false, required, properties };
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
