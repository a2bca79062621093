import { checkDate } from '../check-field-type.ts';
import { fieldNamed } from '../map-context.ts';
import { isInstantText } from '../written-values.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `wait`: `until` names an instant or a field that holds one. */
export const wait: StepAnalysis<StepOf<'wait'>> = {
  needsId: () => 'cooling-off',
  waits: () => true,
  waitsOnce: ({ wait }) => {
    if (typeof wait === 'string') return undefined;
    if (wait.until !== undefined && isInstantText(wait.until))
      return 'once this time is over, the step is passed at once';
    const isWindowAlone = wait.for === undefined && wait.until === undefined && wait.at === undefined;
    return isWindowAlone ? 'within the window, the step is passed at once' : undefined;
  },
  check: ({ wait }, { context }) => {
    if (typeof wait === 'string' || wait.until === undefined || isInstantText(wait.until)) return;
    const field = fieldNamed(context, wait, 'until');
    if (field) checkDate({ field, what: '`until`', container: wait, key: 'until' }, context);
  },
};
