import { remembered } from './new-run.ts';
import type { MapState, Occasion, RunState } from './run-state.ts';
import type { Turn } from './turn.ts';

/**
 * A state that a decision may change while the one it was made on stays as it was. Copied are the tops only: a map,
 * the contact's fields and those of an enrolment are copied when somebody is about to change them, and jobs, occasions
 * and lists of the past are replaced, never edited.
 */
export function draftOf(state: RunState): RunState {
  return { ...state, maps: { ...state.maps }, jobs: state.jobs.slice() };
}

/** A map's part of the draft, to be changed in place; one that nothing is known of yet is added. */
export function mapDraft({ state, before }: Pick<Turn, 'state' | 'before'>, name: string): MapState {
  const known = state.maps[name];
  // What is not the object that was passed in is the draft's own already.
  if (known && known !== before.maps[name]) return known;
  const draft = known ? copyOf(known) : remembered();
  state.maps[name] = draft;
  return draft;
}

function copyOf(map: MapState): MapState {
  const copy = {
    ...map,
    once: map.once.slice(),
    milestones: { ...map.milestones },
    places: map.places.map((place) => ({ ...place, occasion: occasionDraft(place.occasion) })),
  };
  if (map.goals) copy.goals = map.goals.slice();
  if (map.oncePer) copy.oncePer = { ...map.oncePer };
  return copy;
}

/** Whether a mail of a milestone was sent is noted on the milestone itself. */
function occasionDraft(occasion: Occasion): Occasion {
  return occasion.milestone ? { ...occasion, milestone: { ...occasion.milestone } } : occasion;
}

/** The contact's own fields, to be changed in place. */
export function contactDraft({ state, before }: Pick<Turn, 'state' | 'before'>): RunState['contact'] {
  if (state.contact === before.contact) state.contact = { ...state.contact };
  return state.contact;
}

/** The fields of the enrolment in a partner program, to be changed in place. */
export function enrolmentDraft(
  { state, before }: Pick<Turn, 'state' | 'before'>,
  program: string,
): RunState['contact'] {
  const known = state.enrolments[program];
  if (known && known !== before.enrolments[program]) return known;
  const draft = { ...known };
  state.enrolments = { ...state.enrolments, [program]: draft };
  return draft;
}
