import { checkEmail } from '../check-email.ts';
import { checkTeam } from '../check-names.ts';
import type { MapContext } from '../map-context.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `email`: to the contact, or to another recipient: an address, or a team. */
export const email: StepAnalysis<StepOf<'email'>> = {
  name: ({ email }) => (typeof email === 'string' ? email : email.template),
  check: (step, { context, known }) => {
    if (typeof step.email === 'string') return checkEmail(context, step, 'email', known);
    checkEmail(context, step.email, 'template', known);
    for (const key of ['to', 'replyTo'] as const) checkRecipient(context, step.email, key);
    const { cc } = step.email;
    if (typeof cc === 'string') return checkRecipient(context, step.email, 'cc');
    cc?.forEach((_recipient, index) => checkRecipient(context, cc, index));
  },
};

function checkRecipient(context: MapContext, container: object, key: string | number): void {
  const recipient = (container as Record<string | number, unknown>)[key];
  if (typeof recipient === 'string' && !recipient.includes('@')) checkTeam(context, container, key);
}
