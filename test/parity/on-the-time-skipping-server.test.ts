import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import { requireTool } from '../support/require-tool.ts';
import {
  createTimeSkipping,
  findTimeSkippingServer,
  TIME_SKIPPING_SERVER,
} from '../support/time-skipping-server.ts';
import { expectParity } from './compare.ts';
import type { Playing } from './playing.ts';
import { startStage, type ParityStage } from './stage.ts';

const FOLDERS = ['maps', 'test/parity/maps'];
const command = await findTimeSkippingServer();
const scenarios = await Promise.all(
  FOLDERS.map(async (name) => {
    const { output } = await compileMaps({ path: name });
    return (output?.scenarios ?? []).map(({ scenario }) => scenario.scenario);
  }),
);

describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))(
  'on the time-skipping server the same happens as in virtual time',
  () => {
    let environment: TestWorkflowEnvironment | undefined;
    let stage: ParityStage | undefined;
    let played: Playing[] = [];

    beforeAll(async () => {
      const server = await createTimeSkipping(command ?? '');
      environment = server;
      stage = await startStage(
        {
          client: server.client,
          connection: server.nativeConnection,
          now: () => server.currentTimeMs(),
          passTo: async (instant) => {
            const left = instant - (await server.currentTimeMs());
            if (left > 0) await server.sleep(left);
          },
        },
        FOLDERS,
      );
      played = await stage.play(({ output }) => [...output.scenarios.keys()]);
    });
    afterAll(async () => {
      try {
        await stage?.stop();
      } finally {
        await environment?.teardown();
      }
    });

    test.each(scenarios.flat().map((name, index) => [name, index] as const))('%s', async (_name, index) => {
      const playing = played[index] ?? expect.fail('It was not played.');
      await expectParity(playing, stage?.taken ?? []);
    });
  },
);
