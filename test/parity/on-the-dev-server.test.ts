import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireTool } from '../support/require-tool.ts';
import {
  findTemporalServer,
  startTestServer,
  TEMPORAL_SERVER,
  type TestServer,
} from '../support/temporal-server.ts';
import { expectParity } from './compare.ts';
import type { Playing } from './playing.ts';
import { startStage, type ParityStage } from './stage.ts';

/** Scenarios of the reference map in which nothing waits for the clock: this server cannot skip time. */
const CHOSEN = ['declined', 'jump', 'journey'];
/** The run continues as new after so few events of its history, which is after nearly each step. */
const EVENTS = 16;
/** Its time is real: how late a mail is depends on the machine. */
const TOLERANCE = 30_000;
const executable = await findTemporalServer();

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: executable !== undefined }))(
  'on the dev server the same happens as in virtual time',
  () => {
    let server: TestServer | undefined;
    let stage: ParityStage | undefined;
    let played: Playing[] = [];

    beforeAll(async () => {
      server = await startTestServer(executable, { 'limit.historyCount.suggestContinueAsNew': EVENTS });
      const { client, connection } = server;
      const now = () => Promise.resolve(Date.now());
      stage = await startStage({ client, connection, now }, ['maps']);
      played = await stage.play(({ output }) =>
        CHOSEN.map((name) =>
          output.scenarios.findIndex(({ file }) => file.endsWith(`/${name}.scenario.yaml`)),
        ),
      );
    });
    afterAll(async () => {
      await stage?.stop();
      await server?.stop();
    });

    test.each(CHOSEN.map((name, index) => [name, index] as const))('%s', async (_name, index) => {
      const playing = played[index] ?? expect.fail('It was not played.');
      await expectParity(playing, stage?.taken ?? [], TOLERANCE);
    });

    test('although the runs have continued as new', async () => {
      const { count } = await (server ?? expect.fail('No server.')).client.workflow.count();
      expect(count).toBeGreaterThan(CHOSEN.length * 2);
    });
  },
);
