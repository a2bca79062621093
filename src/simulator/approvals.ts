import type { Origin } from '../program/commands.ts';
import type { FieldChange, FieldValue } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import { fieldChanges } from '../partners/field-changes.ts';
import { appendEvent, refusal, type ApprovalFacts, type Facts, type Refusal } from './facts.ts';
import { enrol } from './sign-up.ts';

/** A person's (or a rule's) answer. */
export interface Decision {
  outcome: 'approved' | 'rejected';
  by: string;
  reason?: string;
  /** The `approve` step that is meant, where several wait. */
  step?: string;
}

/** What a decision came to. */
export type DecisionResult = { recorded: string } | { refused: Refusal };

/** Opens the question whether a contact is approved; asked again, it is there already. */
export function requestApproval(facts: Facts, { map, entry, step }: Origin, program: string): void {
  if (facts.approvals.some((row) => row.map === map && row.entry === entry)) return;
  facts.approvals.push({ map, entry, step, program });
}

/** Answers the open question. The first answer stands; a second one is refused with who was first, and when. */
export function decideApproval(facts: Facts, decision: Decision, now: Instant): DecisionResult {
  const asked = facts.approvals.filter(({ step }) => decision.step === undefined || step === decision.step);
  const open = asked.filter(({ decided }) => !decided);
  const maps = [...new Set(open.map(({ map }) => map))].sort();
  if (maps.length > 1) return refusal('ambiguous', `the contact waits for approval on ${maps.join(', ')}`);
  const row = open.at(-1);
  if (!row) return nothingOpen(asked.at(-1), decision);

  const { outcome, by, reason } = decision;
  row.decided = { outcome, by, at: now };
  const { map, entry, program } = row;
  const changes = changeStatus(facts, program, decision, now);
  appendEvent(facts, {
    type: 'approval-decided',
    source: '/approvals',
    id: `${map}/${entry}`,
    time: now,
    data: { map, entry, outcome, by, ...(reason === undefined ? {} : { reason }), program, changes },
  });
  return { recorded: `${outcome} by ${by}${reason ? `: ${reason}` : ''}` };
}

/** Only an applicant's status follows the decision: a second application takes no approval away. */
function changeStatus(facts: Facts, program: string, decision: Decision, now: Instant): FieldChange[] {
  const changes = facts.enrolments[program] ? [] : enrol(facts, program, {}, now);
  const enrolment = facts.enrolments[program];
  if (!enrolment || enrolment.status === 'approved' || enrolment.status === 'suspended') return changes;
  const { status, approvedAt, rejectedReason } = enrolment;
  const before: Record<string, FieldValue> = { status, approvedAt, rejectedReason };
  const approved = decision.outcome === 'approved';
  enrolment.status = decision.outcome;
  enrolment.approvedAt = approved ? now : approvedAt;
  enrolment.rejectedReason = approved ? null : (decision.reason ?? null);
  const after = {
    status: enrolment.status,
    approvedAt: enrolment.approvedAt,
    rejectedReason: enrolment.rejectedReason,
  };
  return [...changes, ...fieldChanges(before, after)];
}

function nothingOpen(last: ApprovalFacts | undefined, { step }: Decision): DecisionResult {
  if (last?.decided) {
    const { outcome, by, at } = last.decided;
    return refusal(
      'already-decided',
      `this was already decided: ${outcome} by ${by} on ${new Date(at).toISOString()}`,
    );
  }
  const where = step === undefined ? '' : ` at the step “${step}”`;
  return refusal('nothing-pending', `the contact does not wait for approval${where}`);
}
