import { eventTypeOf, mergesOf } from '../../../src/compiler/3-analyze/event-shape.ts';
import type { MapContext } from '../../../src/compiler/3-analyze/map-context.ts';
import { typeInWords } from '../../../src/compiler/3-analyze/fields.ts';
import { scopeOf } from '../../../src/compiler/3-analyze/trigger-defaults.ts';
import type { Trigger } from '../../../src/language/map.generated.ts';
import { EVENT_SHAPES, type EventShape } from '../../../src/program/event-shapes.ts';
import type { EventSource, LanguageSource } from '../language/source.ts';
import { keyBullets } from './key-list.ts';
import type { Writing } from './schema-parts.ts';
import { notRun } from './step-section.ts';

/** What happened, in a sentence, and whether the event comes. */
export function aboutEvent(name: string, source: LanguageSource): string {
  const event = eventNamed(name, source);
  const later = { 'x-notYet': event['x-notYet'], 'x-instead': event['x-instead'] };
  return [event.on[name], ...notRun(later)].join('\n\n');
}

function eventNamed(name: string, { events }: LanguageSource): EventSource {
  const event = Object.values(events).find(({ on }) => Object.hasOwn(on, name));
  if (!event) throw new Error(`There is no event ${name}.`);
  return event;
}

/** Match keys, `event.` and merge fields of a built-in event. */
export function eventSection(name: string, source: LanguageSource, writing: Writing): string {
  const event = eventNamed(name, source);
  const { keys, required = [] } = event;
  const exactly = event['x-exactlyOne'];
  const match = keyBullets(keys, writing, required, '  ');
  const lines = [
    ...(match
      ? [`- Match keys${exactly ? `, exactly one of ${quoted(exactly)}` : ''}:\n${match}`]
      : ['- Match keys: none.']),
    `- In CEL: ${attributesOf(name)}.`,
    `- Merge fields: ${mergeFieldsOf(name)}.`,
    `- Scope when left out: \`${scopeWhenLeftOut(name)}\`.`,
  ];
  return lines.join('\n');
}

function scopeWhenLeftOut(name: string): string {
  const scope = scopeOf({ on: name } as Trigger);
  return typeof scope === 'string' ? scope : 'parked';
}

function attributesOf(name: string): string {
  const shape = EVENT_SHAPES[eventTypeOf({ on: name })];
  const all = [...attributesIn(shape, 'event'), ...(DEPENDING[name] ?? [])];
  return all.length === 0 ? 'nothing besides `contact` and `now`' : all.join(', ');
}

/** Attributes whose types depend on what the map names. */
const DEPENDING: Readonly<Record<string, readonly string[]>> = {
  'field-updated': ['`event.before` and `event.after` (of the type of the field)'],
};

function attributesIn(shape: EventShape, path: string): string[] {
  return Object.entries(shape).flatMap(([name, type]) => {
    if (typeof type === 'string') return [`\`${path}.${name}\` (${typeInWords(type)})`];
    const inner = attributesIn(type, `${path}.${name}`);
    return inner.length > 0 ? inner : [`\`${path}.${name}.FIELD\` (each field of the form)`];
  });
}

const MERGED = { sale: '`sale.*`', commission: '`commission.amount`', payout: '`payout.*`' } as const;

/** An event gives the same merge fields on every map, so that no map is needed to tell. */
function mergeFieldsOf(name: string): string {
  const merges = mergesOf({ on: name }, { doc: { value: {} } } as MapContext);
  const words = Object.entries(MERGED).flatMap(([source, text]) =>
    merges.has(source as 'sale') ? [text] : [],
  );
  return words.length === 0 ? 'none of its own' : words.join(', ');
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}
