import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { door, end, mapOf, MINUTE, path, releases, webhook } from '../program/builders.ts';
import { startOtherSystem, type OtherSystem } from '../support/other-system.ts';
import { startRealWorld, type RealWorld } from '../support/real-world.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTimeSkippingServer, TIME_SKIPPING_SERVER } from '../support/time-skipping-server.ts';

const SOON = { timeout: 20_000, interval: 50 };
const command = await findTimeSkippingServer();

/** A webhook that leads to `good` or `bad`. */
const calling = (url: string) =>
  mapOf({
    triggers: [door('in', { type: 'form-submitted', form: 'sign-up' }, 'tell-crm')],
    steps: [
      ...path(
        webhook('tell-crm', { url, body: { form: { cel: 'event.form' } }, failure: 'bad' }),
        end('good'),
      ),
      end('bad'),
    ],
  });

describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))(
  'a webhook on the real worker',
  () => {
    let other: OtherSystem | undefined;
    let world: RealWorld | undefined;

    beforeAll(async () => {
      other = await startOtherSystem((index) => (index === 0 ? 503 : 200));
      const programs = releases({
        heard: [calling(`http://${other.host}/\${secret.DOOR}`)],
        metadata: [calling('http://169.254.169.254/latest')],
      });
      const webhooks = { allow: ['127.0.0.1'], secrets: { DOOR: 'a-hidden-door' } };
      world = await startRealWorld(command ?? '', programs, { webhooks });
    });
    afterAll(async () => {
      await world?.stop();
      await other?.stop();
    });

    test('is tried again after a failure with the same key, and goes on by the answer', async () => {
      const run = await world?.signUp('heard');
      const waits = async () => (await run?.state())?.maps['m']?.places[0]?.waits;
      await expect.poll(waits, SOON).toMatchObject({ for: 'retry' });
      // What the run holds, and its history with it, names the secret only.
      const held = JSON.stringify(await waits());
      expect([held.includes('${secret.DOOR}'), held.includes('a-hidden-door')]).toEqual([true, false]);
      await world?.environment.sleep(2 * MINUTE);
      await expect.poll(() => run?.stands(), SOON).toEqual(['good']);
      const heard = other?.heard ?? [];
      expect(heard).toMatchObject([
        { url: '/a-hidden-door' },
        { url: '/a-hidden-door', body: '{"form":"sign-up"}' },
      ]);
      const [first, second] = heard.map(({ headers }) => headers['idempotency-key']);
      expect(second).toBe(first);
    });

    test('that may not be called takes the path of failure at once', async () => {
      const run = await world?.signUp('metadata');
      await expect.poll(() => run?.stands(), SOON).toEqual(['bad']);
    });
  },
);
