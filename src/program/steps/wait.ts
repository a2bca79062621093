import type { WaitStep } from '../step-types.ts';
import { needsCalendar } from '../time.ts';
import { jobBase } from './job-base.ts';
import type { Move, StepRules } from './step-rules.ts';

/** `wait`: a durable wait, by the clock or, from days upwards, by the contact's calendar. */
export const wait: StepRules<WaitStep> = {
  enter: (turn, place, step): Move => {
    const duration = step.for;
    if (duration && needsCalendar(duration)) {
      const { id } = jobBase(turn, place, '');
      turn.resolves.push({ id, from: turn.now, duration });
      return { move: 'stay', waits: { for: 'resolution', id } };
    }
    const at = step.until ?? turn.now + (duration?.ms ?? 0);
    return at <= turn.now ? { move: 'go', to: step.next } : { move: 'stay', waits: { for: 'instant', at } };
  },
  due: (_turn, _place, step) => ({ move: 'go', to: step.next }),
};
