import type { Selectable } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';

/** One row of approvals. */
export type Approval = Selectable<Database['approvals']>;

/** A decision on an application, whoever or whatever took it. */
export interface RecordedDecision {
  outcome: 'approved' | 'rejected' | 'expired';
  by: string;
  at: Instant;
  reason: string | null;
}

/** The decision that stands; undefined while the question is open. */
export function standingDecision(approval: Approval): RecordedDecision | undefined {
  const { outcome, decided_at: at, decided_by: by, reason } = approval;
  return outcome === null || at === null ? undefined : { outcome, by: by ?? 'nobody', at, reason };
}

/** All decisions on one question, the oldest first: each one reversed the one before it. */
export function decisionsOf(approval: Approval): RecordedDecision[] {
  const standing = standingDecision(approval);
  const reversed = JSON.parse(approval.reversed) as RecordedDecision[];
  return standing ? [...reversed, standing] : reversed;
}
