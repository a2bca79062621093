import { userInfo } from 'node:os';
import { actByHand, type HandAction } from '../../partners/act-by-hand.ts';
import type { Program } from '../../program/program.ts';
import { currentPrograms } from '../../releases/current-release.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { problemOfMap, problemOfPlace } from '../place-on-map.ts';
import { withPartners } from '../project.ts';
import { readConfiguration } from '../read-configuration.ts';

/** `enroll`, `remove`, `pause` and `resume`. */
export interface ByHandOptions extends Omit<HandAction, 'by' | 'via'> {
  /** Email address of the person who does it; default: the user of this machine. */
  by?: string;
  format: Format;
}

const DONE: Readonly<Record<HandAction['action'], string>> = {
  add: 'Enrolled',
  remove: 'Removed',
  pause: 'Paused',
  resume: 'Resumed',
};

/** Acts on a contact's place in a map. It is on record when it answers; the contact's run does it. */
export async function runByHand({ format, ...action }: ByHandOptions): Promise<ExitCode> {
  const by = action.by ?? `${userInfo().username} (command line)`;
  return withPartners(async (partners) => {
    const maps = await currentPrograms(readConfiguration().stateDirectory, partners.db);
    const problem = problemOf(action, maps);
    const result = problem
      ? { status: 'refused', message: problem }
      : await actByHand(partners, { ...action, by, via: 'command-line' });
    if ('message' in result) {
      answer(format, result.message, result);
      return EXIT.failed;
    }
    const at = action.at === undefined ? '' : ` at ${action.at}`;
    const where = action.map === undefined ? 'all maps' : `map ${action.map}${at}`;
    const line = `${DONE[action.action]}: contact ${result.contactId}, ${where}, by ${by}.`;
    const { map, at: step } = action;
    answer(format, line, {
      ...result,
      ...(map === undefined ? {} : { map }),
      ...(step === undefined ? {} : { at: step }),
      by,
    });
    return EXIT.done;
  });
}

/** What the current release knows nothing of, in words; undefined when all is there. */
function problemOf(
  { action, map, at }: Omit<ByHandOptions, 'format'>,
  maps: readonly Program[],
): string | undefined {
  if (map === undefined) return undefined;
  if (action !== 'add') return problemOfMap(map, maps);
  if (at !== undefined) return problemOfPlace({ map, at }, maps);
  const program = maps.find((one) => one.map === map);
  if (!program) return problemOfMap(map, maps);
  return program.triggers.some(({ on }) => on.type === 'added')
    ? undefined
    : `Nobody can be added to “${map}”: it has no trigger \`on: added\`. Give it one, or say with --at where the contact is to stand.`;
}
