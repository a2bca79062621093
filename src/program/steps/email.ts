import type { MailRequest } from '../commands.ts';
import { mergeValues } from '../merge-values.ts';
import { sharingPlaces } from '../occasions.ts';
import type { EmailStep } from '../step-types.ts';
import { summaryOf } from '../summary.ts';
import { jobBase } from './job-base.ts';
import type { StepRules } from './step-rules.ts';

/** `email`: one mail, to the contact unless the step names somebody else. */
export const email: StepRules<EmailStep> = {
  enter: (turn, place, step) => ({
    move: 'ask',
    job: {
      ...jobBase(turn, place, summaryOf(turn, place, `email ${step.email.template}`)),
      activity: 'send-email',
      input: {
        mail: {
          index: 0,
          email: step.email,
          to: recipientOf(step),
          ...(step.cc ? { cc: step.cc } : {}),
          ...(step.replyTo === undefined ? {} : { replyTo: step.replyTo }),
          values: mergeValues(turn, place, step.email.merges),
          ...(turn.program.program ? { program: turn.program.program } : {}),
          ...(step.onlyApproved ? { onlyApproved: true } : {}),
        },
      },
    },
  }),
  done: (turn, place, step, { skipped }) => {
    for (const { occasion } of skipped ? [] : sharingPlaces(turn.map, place)) {
      if (occasion.milestone) occasion.milestone.sent = true;
    }
    return { move: 'go', to: step.next };
  },
};

/** Names of teams have no `@`. */
function recipientOf({ to }: EmailStep): MailRequest['to'] {
  if (to === undefined) return 'contact';
  return to.includes('@') ? { address: to } : { team: to };
}
