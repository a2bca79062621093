import type { Position } from '../../diagnostics/diagnostic.ts';
import type { Place } from '../../diagnostics/catalog.ts';
import type { AnalyzedMap } from '../3-analyze/analyze-map.ts';
import type { Doc } from '../3-analyze/sources.ts';
import { stepPlace } from '../3-analyze/step-place.ts';
import { allSteps } from '../3-analyze/step-tree.ts';
import { keyPlace } from '../1-parse/parsed-file.ts';
import type { ProgramDocument } from '../../language/program.generated.ts';
import type { SourcePlaces } from '../compilation.ts';

/** Where the doors and steps of a map are written. */
export function placesOfMap({ doc: { file, value }, doors }: AnalyzedMap): SourcePlaces {
  const { triggers, milestones = {} } = value;
  const steps = doors.flatMap((door) => [...allSteps(door.steps)]);
  return {
    file: file.path,
    triggers: startsOf(Object.keys(triggers), (name) => keyPlace(file, triggers, name)),
    milestones: startsOf(Object.keys(milestones), (name) => keyPlace(file, milestones, name)),
    steps: Object.fromEntries(steps.map((node) => [node.id, stepPlace(file, node).start])),
  };
}

/** Where the notice of a partner program is written: the setting is its trigger and its step in one. */
export function placesOfNotices({ file, value }: Doc<ProgramDocument>): SourcePlaces {
  const notify = value.notifyPartner ?? {};
  const at = keyPlace(file, notify, 'commissionEarned').start;
  const email = notify.commissionEarned?.email;
  return {
    file: file.path,
    triggers: { 'commission-earned': at },
    milestones: {},
    steps: email === undefined ? {} : { [email]: at },
  };
}

function startsOf(names: readonly string[], place: (name: string) => Place): Record<string, Position> {
  return Object.fromEntries(names.map((name) => [name, place(name).start]));
}
