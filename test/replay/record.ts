import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { NEWEST_ENGINE } from '../../src/program/engine.ts';
import { startStage } from '../parity/stage.ts';
import { createTimeSkipping, findTimeSkippingServer } from '../support/time-skipping-server.ts';

/**
 * `node test/replay/record.ts` plays the scenarios of the reference map and of the parity corpus on the time-skipping
 * server, and keeps the history of each run, with the programs that it obeyed, in `engine-N`. What was recorded once
 * is never recorded again: it stands for the runs that are out there.
 */
const folder = new URL(`engine-${NEWEST_ENGINE}/`, import.meta.url);
if (existsSync(folder)) throw new Error(`Engine ${NEWEST_ENGINE} is recorded already.`);

const server = await createTimeSkipping((await findTimeSkippingServer()) ?? '');
const stage = await startStage(
  {
    client: server.client,
    connection: server.nativeConnection,
    now: () => server.currentTimeMs(),
    passTo: async (instant) => {
      const left = instant - (await server.currentTimeMs());
      if (left > 0) await server.sleep(left);
    },
  },
  ['maps', 'test/parity/maps'],
);
try {
  const played = await stage.play(({ output }) => [...output.scenarios.keys()]);
  mkdirSync(folder);
  for (const { handle, project, scenario } of played) {
    const { file = '' } =
      project.output.scenarios.find((each) => each.scenario.scenario === scenario.scenario) ?? {};
    const name = /([^/]+)\.scenario\.yaml$/.exec(file)?.[1] ?? '';
    const recorded = historyToJSON(await handle.fetchHistory());
    // Identities name the process and the machine, stacks the folder.
    const nobodys = recorded
      .replaceAll(`${process.pid}@${hostname()}`, 'recorder')
      .replaceAll(process.cwd(), '');
    writeFileSync(new URL(`${name}.history.json`, folder), `${nobodys}\n`);
  }
  const [{ place } = {}] = played;
  writeFileSync(new URL('programs.json', folder), `${JSON.stringify(place?.programs, null, 1)}\n`);
} finally {
  await stage.stop();
  await server.teardown();
}
