import { readDeclared } from '../partners/event-data.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent, refusal, type Facts, type Refusal } from './facts.ts';

/** An event of events.yaml happens to the contact. */
export function customEvent(
  facts: Facts,
  { type, data = {} }: { type: string; data?: object },
  now: Instant,
): { recorded: string } | { refused: Refusal } {
  const declared = facts.settings.events?.[type];
  if (!declared) return refusal('unknown-event', `events.yaml has no event “${type}”`);
  const reading = readDeclared(declared, data as Record<string, unknown>);
  if ('problems' in reading) {
    const all = reading.problems.map(({ name, detail }) => `data.${name} ${detail}`);
    return refusal('bad-event-data', all.join('. '));
  }
  appendEvent(facts, {
    type: 'custom',
    source: '/events/webhook',
    id: `event-${facts.events.length + 1}`,
    time: now,
    data: { name: type, data: reading.values, changes: [] },
  });
  return { recorded: `event ${type}` };
}
