import type { MapStep } from '../step-types.ts';
import { askToRecord, awaitsEvent } from './ask-to-record.ts';
import type { StepRules } from './step-rules.ts';

/** `map`: acts on the contact's place in another map, which learns of it as an event, as if done by hand. */
export const map: StepRules<MapStep> = {
  enter: (turn, place, { action, target }) =>
    askToRecord(turn, place, `${action} on map ${target}`, (round) => ({
      activity: 'act-on-map',
      input: { action, map: target, round },
    })),
  done: awaitsEvent,
};
