import type { ActivityOutcome, Origin } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import type { ApprovalFacts, TaskFacts } from './facts.ts';

/** Closes a question because its time is over, unless somebody was faster. */
export function expireQuestion(
  rows: readonly (ApprovalFacts | TaskFacts)[],
  { map, entry }: Origin,
  now: Instant,
): ActivityOutcome {
  const row = rows.find((candidate) => candidate.map === map && candidate.entry === entry);
  if (row) row.decided ??= { outcome: 'expired', by: 'the time limit of the step', at: now };
  const outcome = row?.decided?.outcome ?? 'expired';
  return outcome === 'expired' ? { status: 'done' } : { status: 'done', skipped: 'already-decided' };
}
