import { decide } from '../../src/program/decide.ts';
import { newRun } from '../../src/program/new-run.ts';
import type { Programs } from '../../src/program/program.ts';
import { door, end, eventOf, START, submitted } from '../program/builders.ts';

/**
 * Which path of a split the contact is dealt: the language says only that it is always the same. So it is seen once,
 * on a map of the same name with nothing in it but that step, and has to be the same in every run.
 */
export function dealtBy({ programs }: Programs): (map: string, step: string) => number {
  return (map, id) => {
    const program = programs[map];
    const step = program?.steps[id];
    if (!program || step?.kind !== 'split') throw new Error(`${map} has no split called ${id}.`);
    const ends = step.paths.map((_path, index) => end(`end-${index}`));
    const paths = step.paths.map((path, index) => ({ ...path, first: `end-${index}` }));
    const { if: _if, ...always } = step;
    const { exitWhen: _exitWhen, ...open } = program;
    const alone = {
      ...open,
      triggers: [door('in', { type: 'form-submitted' }, id)],
      milestones: [],
      steps: Object.fromEntries([{ ...always, paths }, ...ends].map((each) => [each.id, each])),
    };
    const world: Programs = {
      sets: { alone: { id: 'alone', maps: { [map]: map }, settings: '' } },
      programs: { [map]: alone },
    };
    const event = eventOf(submitted(), 1, 'alone', START);
    const { state } = decide(world, newRun('contact-1'), { type: 'event', event }, START);
    return Number(state.maps[map]?.places[0]?.step.split('-')[1]);
  };
}
