import type { EnrolmentView } from '../../partners/find-contact.ts';
import type { RecordedDecision } from '../../partners/reversed-decisions.ts';

/** A decision in words: "Approved by kim@example.com". */
export function decisionText({ outcome, by }: RecordedDecision): string {
  if (outcome === 'expired') return 'Nobody decided in time';
  return `${outcome === 'approved' ? 'Approved' : 'Rejected'} by ${by === 'rule' ? 'a rule of the map' : by}`;
}

/** The word and colour of a decision, for its badge. */
export const OUTCOMES: Record<RecordedDecision['outcome'], { word: string; tone: string }> = {
  approved: { word: 'Approved', tone: 'good' },
  rejected: { word: 'Rejected', tone: 'bad' },
  expired: { word: 'Expired', tone: 'plain-badge' },
};

/** The word and colour of a membership's status, for its badge. */
export const STATUS_BADGES: Record<EnrolmentView['status'], { word: string; tone: string }> = {
  applied: { word: 'Applied', tone: 'plain-badge' },
  approved: { word: 'Approved', tone: 'good' },
  rejected: { word: 'Rejected', tone: 'bad' },
  suspended: { word: 'Suspended', tone: 'bad' },
};

/** What to call somebody: their name, or else their address. */
export function nameOf(person: { firstName: string | null; lastName: string | null; email: string }): string {
  return [person.firstName, person.lastName].filter(Boolean).join(' ') || person.email;
}
