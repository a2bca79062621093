import { applyChange } from '../partners/contact-change.ts';
import { problemOfChange, withDefaults } from '../partners/own-fields.ts';
import type { ContactChange } from '../program/commands.ts';
import type { Cause } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent, refusal, type Facts, type Refusal } from './facts.ts';

/** Who changes something in a scenario, unless a step does. */
const SOMEBODY = 'the scenario';

/** Changes own fields and tags; for a step once for its place. */
export function changeContact(
  facts: Facts,
  change: ContactChange,
  now: Instant,
  cause?: Cause,
): { recorded: string } | { refused: Refusal } {
  const problem = problemOfChange(facts.settings, change);
  if (problem !== undefined) return refusal('invalid', problem);
  const { contact, settings, events } = facts;
  const recorded = { recorded: inWords(change) };
  const isRecorded = events.some(({ data }) => cause !== undefined && data.cause?.entry === cause.entry);
  if (isRecorded) return recorded;
  const before = { fields: withDefaults(settings, contact.fields), tags: contact.tags };
  const { after, changes, tags } = applyChange(before, change);
  Object.assign(contact.fields, change.set);
  contact.tags = after.tags;
  appendEvent(facts, {
    type: 'contact-changed',
    source: '/maps',
    id: `change-${events.length + 1}`,
    time: now,
    data: { by: cause?.map ?? SOMEBODY, ...(tags ? { tags } : {}), changes, ...(cause ? { cause } : {}) },
  });
  return recorded;
}

function inWords({ set = {}, tag = [], untag = [] }: ContactChange): string {
  const parts = [
    ...Object.entries(set).map(([field, value]) => `${field} set to ${String(value)}`),
    ...tag.map((one) => `tag ${one} added`),
    ...untag.map((one) => `tag ${one} removed`),
  ];
  return parts.join(', ');
}
