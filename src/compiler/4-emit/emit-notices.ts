import type { ProgramDocument } from '../../language/program.generated.ts';
import type { Program, StepId } from '../../program/program.ts';
import type { Step } from '../../program/step-types.ts';
import type { Duration } from '../../program/time.ts';
import type { Analysis } from '../3-analyze/analyze.ts';
import { durationIn } from './duration.ts';
import { fieldTypes, type EmailRefs } from './emit-emails.ts';
import { currencyOfProgram } from './emit-map.ts';
import { optional } from './steps/step-emitter.ts';

const DOOR = 'commission-earned';

/** A partner program's own mails as a map of its own: it works for every approved partner, on a map or not. */
export function emitNotices(program: ProgramDocument, analysis: Analysis, refs: EmailRefs): Program[] {
  const notice = program.notifyPartner?.commissionEarned;
  if (!notice) return [];
  const currency = currencyOfProgram(program.program, analysis);
  const email = refs(notice.email);
  const mail: Step = { id: notice.email, kind: 'email', email, onlyApproved: true, next: null };
  const { coalesce } = durationIn(notice, 'coalesce');
  const steps = coalesce ? [collecting(coalesce, mail.id), mail] : [mail];
  return [
    {
      format: 1,
      kind: 'notices',
      map: `${program.program}.notices`,
      title: `${program.title ?? program.program}: notices`,
      program: program.program,
      ...(currency ? { currency } : {}),
      triggers: [
        {
          name: DOOR,
          // A repeated payment of an earlier sale need not be news.
          on: {
            type: 'commission-earned',
            ...(notice.repeatPayments === 'skip' ? { kind: 'first' as const } : {}),
            // It thanks for sales of one's own.
            ...(program.commission?.secondTier ? { where: '!event.commission.secondTier' } : {}),
          },
          scope: 'anyone',
          ifOnMap: 'add-again',
          once: false,
          ...optional('coalesce', coalesce),
          reentry: 'always',
          first: steps[0]?.id ?? null,
        },
      ],
      milestones: [],
      steps: Object.fromEntries(steps.map((step) => [step.id, step])),
      fields: fieldTypes([], [email], analysis),
    },
  ];
}

/** Where the first sale waits for others; no email is called like this, for names have no dots. */
function collecting(length: Duration, next: StepId): Step {
  return { id: `${DOOR}.coalesce`, kind: 'wait', for: length, collects: true, next };
}
