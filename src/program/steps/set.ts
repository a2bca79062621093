import type { FieldValue } from '../events.ts';
import type { Place } from '../run-state.ts';
import type { SetStep } from '../step-types.ts';
import { expressionValue, type MapTurn } from '../turn.ts';
import { askForChange, awaitsEvent } from './ask-for-change.ts';
import type { StepRules } from './step-rules.ts';

/** `set`: own fields, to values that are known now. A field whose expression has no value stays as it is. */
export const set: StepRules<SetStep> = {
  enter: (turn, place, step) => {
    const values = step.values.flatMap((one) => valueOf(turn, place, one));
    const doing = `set ${step.values.map(({ field }) => field).join(', ')}`;
    return askForChange(turn, place, { set: Object.fromEntries(values) }, doing);
  },
  done: awaitsEvent,
};

function valueOf(
  turn: MapTurn,
  { occasion }: Place,
  { field, value, cel }: SetStep['values'][number],
): [string, FieldValue][] {
  const found = cel === undefined ? value : expressionValue(turn, cel, occasion);
  return found === undefined ? [] : [[field, found]];
}
