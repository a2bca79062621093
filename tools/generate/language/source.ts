import { readFile } from 'node:fs/promises';
import type { Schema } from '../../../src/language/schemas.ts';

/** One step kind: what stands behind its key. */
export interface StepSource {
  description: string;
  value: Schema;
  definitions?: Record<string, Schema>;
}

/** One event, or a few that have the same match keys. */
export interface EventSource {
  /** What happened, by the event's name. */
  on: Record<string, string>;
  /** The match keys. */
  keys: Record<string, Schema>;
  required?: string[];
  'x-exactlyOne'?: string[];
  'x-notYet'?: true;
  'x-instead'?: string;
  definitions?: Record<string, Schema>;
}

/** One entry of a scenario's timeline: what stands behind its key, and what may stand beside it. */
export interface EntrySource {
  description: string;
  value: Schema;
  keys?: Record<string, Schema>;
}

/** The pieces of which the language's schemas are composed; mappings are in the order in which errors list them. */
export interface LanguageSource {
  documents: Record<string, Schema>;
  values: Record<string, Schema>;
  steps: Record<string, StepSource>;
  events: Record<string, EventSource>;
  timeline: Record<string, EntrySource>;
}

const DOCUMENTS = [
  'map',
  'program',
  'contact',
  'events',
  'activities',
  'sending',
  'email',
  'scenario',
  'population',
];

/** Reads src/language/source. */
export async function readLanguageSource(): Promise<LanguageSource> {
  const order = (await read('index')) as { steps: string[]; events: string[] };
  const [documents, steps, events, values, timeline] = await Promise.all([
    readAll(DOCUMENTS, ''),
    readAll(order.steps, 'steps/'),
    readAll(order.events, 'events/'),
    read('values'),
    read('timeline'),
  ]);
  return {
    documents: documents as LanguageSource['documents'],
    values: (values as { definitions: Record<string, Schema> }).definitions,
    steps: steps as LanguageSource['steps'],
    events: events as LanguageSource['events'],
    timeline: timeline as LanguageSource['timeline'],
  };
}

async function readAll(names: readonly string[], folder: string): Promise<Record<string, unknown>> {
  const pieces = await Promise.all(names.map((name) => read(`${folder}${name}`)));
  return Object.fromEntries(names.map((name, index) => [name, pieces[index]]));
}

async function read(name: string): Promise<unknown> {
  const file = new URL(`../../../src/language/source/${name}.json`, import.meta.url);
  return JSON.parse(await readFile(file, 'utf8'));
}
