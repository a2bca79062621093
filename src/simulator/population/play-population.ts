import type { Population } from '../../language/population.generated.ts';
import { playEntry } from '../entries.ts';
import { mapsOf, sceneOfScenario, type Stage } from '../play-scenario.ts';
import { blankEmails, type EmailHead } from './blank-emails.ts';
import { drawLife, type Period } from './life.ts';
import { countScene, emptyTally, type Tally } from './tally.ts';

/** What a population is played with; plain data, so that it can be sent to another thread. */
export interface Drawing {
  stage: Pick<Stage, 'programs' | 'settings'> & { emails: EmailHead[] };
  population: Population;
  period: Period;
  seed: number;
}

/** Some of the contacts, by number: from `first` on, `last` not included. */
export interface Share {
  first: number;
  last: number;
}

/** Plays some contacts of a population, each in a run of their own, and counts what came of them. */
export async function playShare(drawing: Drawing, { first, last }: Share): Promise<Tally> {
  const { population, period, seed } = drawing;
  const { emails, ...plans } = drawing.stage;
  const stage: Stage = { ...plans, email: blankEmails(emails), countsOnly: true };
  const maps = mapsOf(population);
  const program = stage.programs.find(({ map }) => maps.includes(map))?.program ?? '';
  const currency = stage.settings.programs[program]?.currency;
  const tally = emptyTally(period);
  const start = new Date(period.start).toISOString();
  for (let number = first; number < last; number += 1) {
    const { contact, entries } = drawLife(population, currency, period, { seed, number });
    const scene = sceneOfScenario(stage, { contact, map: maps, start });
    for (const { at, entry } of entries) {
      await scene.run.passTo(at);
      await playEntry(scene, entry);
    }
    await scene.run.passTo(period.end);
    countScene(tally, scene, period.start);
  }
  return tally;
}
