import type { Instant } from '../program/time.ts';
import { appendEvent, refusal, type Facts, type Refusal } from './facts.ts';

/** Whose standing is changed, and by whom. */
interface Suspension {
  by: string;
  /** Needed where the contact belongs to several partner programs. */
  program?: string;
}

/** Suspends an approved partner, or reinstates a suspended one. The same again is nothing to do. */
export function changeSuspension(
  facts: Facts,
  to: 'suspended' | 'approved',
  { by, program }: Suspension,
  now: Instant,
): { recorded: string } | { duplicate: string } | { refused: Refusal } {
  const names = Object.keys(facts.enrolments).filter((name) => program === undefined || name === program);
  const [name = ''] = names;
  const enrolment = facts.enrolments[name];
  if (!enrolment || names.length > 1)
    return refusal('unknown-program', `the contact belongs to ${names.length} such partner programs`);
  const before = enrolment.status;
  if (before === to) return { duplicate: `the partner is ${to} in ${name} already` };
  if (before !== (to === 'suspended' ? 'approved' : 'suspended'))
    return refusal('other-status', `the partner is ${before}, which cannot become ${to}`);
  enrolment.status = to;
  appendEvent(facts, {
    type: 'contact-changed',
    source: '/by-hand',
    id: `suspension-${facts.events.length + 1}`,
    time: now,
    data: { by, program: name, changes: [{ field: 'status', before, after: to }] },
  });
  return { recorded: `${to === 'suspended' ? 'suspended' : 'reinstated'} in ${name}, by ${by}` };
}
