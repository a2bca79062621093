import type { OwnActivity } from '../../activities/own-activity.ts';
import type { Program } from '../../src/program/program.ts';
import type { Playing } from './playing.ts';

/** The code that the maps call: it answers as the scenario says that is being played, and fails as often. */
export function ownActivities(
  programs: readonly Program[],
  playingOf: (contactId: string) => Playing,
): ReadonlyMap<string, OwnActivity> {
  const steps = programs.flatMap((program) => Object.values(program.steps));
  const names = steps.flatMap((step) => (step.kind === 'call' ? step.activity : []));
  return new Map(names.map((name) => [name, answering(name, playingOf)]));
}

function answering(name: string, playingOf: (contactId: string) => Playing): OwnActivity {
  return (_input, { contactId, idempotencyKey }) => {
    const { activityFailures, scenario } = playingOf(contactId);
    const failures = activityFailures.get(name) ?? 0;
    if (failures > 0) {
      activityFailures.set(name, failures - 1);
      throw new Error('The scenario makes it fail.');
    }
    // `<contact>/<map>/<step>#<entry>`
    const step = /\/([^/#]+)#\d+$/.exec(idempotencyKey)?.[1] ?? '';
    return scenario.answers?.[step];
  };
}
