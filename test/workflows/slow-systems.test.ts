import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OwnActivity } from '../../activities/own-activity.ts';
import type { CallStep } from '../../src/program/step-types.ts';
import { MOST_AT_HOME } from '../../src/temporal/worker.ts';
import { door, end, grantLogin, mapOf, MINUTE, path, releases, webhook } from '../program/builders.ts';
import { startOtherSystem, type OtherSystem } from '../support/other-system.ts';
import { startRealWorld, type RealWorld } from '../support/real-world.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTimeSkippingServer, TIME_SKIPPING_SERVER } from '../support/time-skipping-server.ts';

const SOON = { timeout: 20_000, interval: 50 };
const command = await findTimeSkippingServer();

const IN = [door('in', { type: 'form-submitted', form: 'sign-up' }, 'first')];
const hang: CallStep = { kind: 'call', id: 'first', activity: 'hang', input: {}, next: null };
const programsFor = (host: string) =>
  releases({
    slow: [
      mapOf({
        map: 'webhooks',
        triggers: IN,
        steps: [webhook('first', { url: `http://${host}/`, timeout: { ms: 10 * MINUTE } })],
      }),
      mapOf({ map: 'calls', triggers: IN, steps: [hang] }),
    ],
    mails: [mapOf({ triggers: IN, steps: path(grantLogin('hello', { id: 'first' }), end('written')) })],
  });

describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))(
  'systems that do not answer',
  () => {
    let other: OtherSystem | undefined;
    let world: RealWorld | undefined;
    let hanging = 0;

    beforeAll(async () => {
      other = await startOtherSystem(() => undefined);
      const never: OwnActivity = (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          hanging += 1;
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      const webhooks = { allow: ['127.0.0.1'], secrets: {} };
      const own = new Map([['hang', never]]);
      world = await startRealWorld(command ?? '', programsFor(other.host), { own, webhooks });
    });
    afterAll(async () => {
      await world?.stop();
      await other?.stop();
    });

    test('keep no mail waiting, however many they are', async () => {
      // Each contact waits for a webhook and for an activity of one's own.
      for (let index = 0; index < MOST_AT_HOME; index += 1) await world?.signUp('slow');
      await expect
        .poll(() => (other?.heard.length ?? 0) + hanging, SOON)
        .toBeGreaterThanOrEqual(MOST_AT_HOME);
      const run = await world?.signUp('mails');
      await expect.poll(() => run?.stands(), SOON).toEqual(['written']);
      expect(world?.smtp.received.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]?.trim())).toEqual([
        'hello',
      ]);
    }, 60_000);
  },
);
