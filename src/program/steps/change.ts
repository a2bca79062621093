import type { ContactChange } from '../commands.ts';
import type { FieldValue } from '../events.ts';
import type { Place } from '../run-state.ts';
import type { SetStep, TagStep, UntagStep } from '../step-types.ts';
import { expressionValue, type MapTurn } from '../turn.ts';
import { askToRecord, awaitsEvent } from './ask-to-record.ts';
import type { Move, StepRules } from './step-rules.ts';

/** `set`: own fields, to values that are known now. A field whose expression has no value stays as it is. */
export const set: StepRules<SetStep> = {
  enter: (turn, place, { values }) => {
    const known = values.flatMap((one) => valueOf(turn, place, one));
    const doing = `set ${values.map(({ field }) => field).join(', ')}`;
    return ask(turn, place, { set: Object.fromEntries(known) }, doing);
  },
  done: awaitsEvent,
};

/** `tag`: adds tags; one that is there already raises nothing. */
export const tag: StepRules<TagStep> = {
  enter: (turn, place, { tags }) => ask(turn, place, { tag: tags }, `tag ${tags.join(', ')}`),
  done: awaitsEvent,
};

/** `untag`: takes tags away; one that is not there raises nothing. */
export const untag: StepRules<UntagStep> = {
  enter: (turn, place, { tags }) => ask(turn, place, { untag: tags }, `untag ${tags.join(', ')}`),
  done: awaitsEvent,
};

function ask(turn: MapTurn, place: Place, change: ContactChange, doing: string): Move {
  return askToRecord(turn, place, doing, (round) => ({
    activity: 'change-contact',
    input: { change, round },
  }));
}

function valueOf(
  turn: MapTurn,
  { occasion }: Place,
  { field, value, cel }: SetStep['values'][number],
): [string, FieldValue][] {
  const found = cel === undefined ? value : expressionValue(turn, cel, occasion);
  return found === undefined ? [] : [[field, found]];
}
