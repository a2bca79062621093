import type { ActivityJob, MailRequest } from '../commands.ts';
import type { ApproveStep } from '../step-types.ts';
import type { Place } from '../run-state.ts';
import { conditionHolds, fieldOf, type MapTurn } from '../turn.ts';
import { mergeValues } from '../merge-values.ts';
import { jobBase } from './job-base.ts';
import { deadlines, questionDone, questionDue } from './question.ts';
import type { StepRules } from './step-rules.ts';

/**
 * `approve`: a person's decision. The database row decides who was first; the run learns of it as the event
 * `approval-decided`, from whichever door, also when a rule decided.
 */
export const approve: StepRules<ApproveStep> = {
  enter: (turn, place, step) =>
    fieldOf(turn, 'status') === 'approved'
      ? { move: 'go', to: step.next }
      : { move: 'ask', job: question(turn, place, step) },
  done: (turn, place, step, done) => questionDone(turn, place, done, step.expired),
  due: (turn, place, step) =>
    questionDue(turn, place, step, {
      remind: `Remind team ${step.team} to decide`,
      mail: (index) => teamMail(turn, place, step, index),
      close: () => ({
        ...jobBase(turn, place, 'Nobody decided: close the application', 'expire'),
        activity: 'expire-approval',
        input: { program: turn.program.program ?? '' },
      }),
    }),
  happened: (_turn, place, step, { type, data }) => {
    if (type !== 'approval-decided' || data['entry'] !== place.entry) return undefined;
    const reason = typeof data['reason'] === 'string' ? data['reason'] : '';
    place.occasion = { ...place.occasion, approval: { reason } };
    return { move: 'go', to: data['outcome'] === 'approved' ? step.next : step.rejected };
  },
};

function question(turn: MapTurn, place: Place, step: ApproveStep): ActivityJob {
  const auto =
    step.autoApproveIf !== undefined && conditionHolds(turn, step.autoApproveIf, place.occasion)
      ? { autoApprove: { reason: `rule: ${step.autoApproveIf}` } }
      : {};
  const summary = auto.autoApprove ? 'Approve by rule' : `Ask team ${step.team} to approve`;
  return {
    ...jobBase(turn, place, summary),
    activity: 'request-approval',
    input: {
      program: turn.program.program ?? '',
      team: step.team,
      mail: teamMail(turn, place, step, 0),
      ...auto,
    },
    resolve: deadlines(turn, place, step),
  };
}

function teamMail(turn: MapTurn, place: Place, step: ApproveStep, index: number): MailRequest {
  return {
    index,
    email: step.email ?? { builtIn: 'approval-request' },
    to: { team: step.team },
    program: turn.program.program ?? '',
    values: step.email ? mergeValues(turn, place, step.email.merges) : {},
  };
}
