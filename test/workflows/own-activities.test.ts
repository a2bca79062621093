import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Program } from '../../src/program/program.ts';
import type { CallStep } from '../../src/program/step-types.ts';
import { loadActivities } from '../../src/temporal/load-activities.ts';
import { branch, door, end, mapOf, path, releases } from '../program/builders.ts';
import { startRealWorld, type RealWorld } from '../support/real-world.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTimeSkippingServer, TIME_SKIPPING_SERVER } from '../support/time-skipping-server.ts';

const SOON = { timeout: 30_000, interval: 50 };
const command = await findTimeSkippingServer();

/** Fails the first time; then answers how often it was called with the same key. */
const SCORE = `
const calls: Record<string, number> = {};
export default async function ({ base }: { base: number }, context: any) {
  const count = (calls[context.idempotencyKey] = (calls[context.idempotencyKey] ?? 0) + 1);
  context.heartbeat({ count });
  if (count === 1) throw new Error('busy');
  if (context.signal.aborted || !context.idempotencyKey.startsWith(context.contactId + '/m/score#')) return {};
  return { points: base + count };
}`;
const REFUSE = `
export default () => { throw Object.assign(new Error('the account is closed'), { permanent: true }); }`;
const GUESS = `export default () => ({ points: 'ada@example.com' });`;

/** A secret comes where the map writes one, and nowhere else. */
const UNLOCK = `
export default ({ key, name }) => ({ points: key === 'key-of-open-sesame' && name === '\${secret.KEY}' ? 12 : 0 });`;

const form = { type: 'form-submitted', form: 'sign-up' } as const;

function call(activity: string, input: CallStep['input'] = {}): CallStep {
  return { kind: 'call', id: activity, activity, input, as: 'answer', next: null };
}

/** Whoever signs up comes on all of these maps. */
function calling(map: string, step: CallStep): Program {
  const cases = [{ when: 'calls.answer.points == 12', first: 'twelve' }];
  return mapOf({
    map,
    triggers: [door('in', form, step.id)],
    activities: { [step.activity]: { points: { type: 'integer' } } },
    steps: [...path(step, branch('ask', cases), end('others')), end('twelve')],
  });
}

const maps = [
  calling('m', call('score', { base: { cel: '5 + 5' } })),
  calling('refused', call('refuse')),
  calling('wrong', call('guess')),
  calling('secret', call('unlock', { key: 'key-of-${secret.KEY}', name: { cel: "'${secret.KEY}'" } })),
  calling('unknown', call('unlock', { key: '${secret.NOBODY}' })),
];

describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))(
  'activities of one’s own',
  () => {
    let world: RealWorld;
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'mapwright-own-'));
      await writeFile(join(folder, 'score.ts'), SCORE);
      await writeFile(join(folder, 'refuse.js'), REFUSE);
      await writeFile(join(folder, 'guess.js'), GUESS);
      await writeFile(join(folder, 'unlock.js'), UNLOCK);
      const own = await loadActivities(folder, ['guess', 'refuse', 'score', 'unlock']);
      const webhooks = { allow: [], secrets: { KEY: 'open-sesame' } };
      world = await startRealWorld(command ?? '', releases({ r1: maps }), { own, webhooks });
    });
    afterAll(async () => {
      await world.stop();
      await rm(folder, { recursive: true });
    });

    test('are called from their files, tried again, and answer the place; what is wrong for good parks', async () => {
      const run = await world.signUp('r1');
      await expect.poll(() => run.stands(), SOON).toEqual(['twelve']);
      const stuck = async (map: string) => (await run.state()).maps[map]?.places.map(({ waits }) => waits);
      const reason = (text: string) => [{ for: 'repair', reason: text }];
      await expect.poll(() => stuck('refused'), SOON).toEqual(reason('the account is closed'));
      const answer = 'The activity guess did not answer as activities.yaml declares';
      await expect
        .poll(() => stuck('wrong'), SOON)
        .toEqual(reason(`${answer}: points must be a whole number, such as 20.`));
      await expect.poll(() => run.stands('secret'), SOON).toEqual(['twelve']);
      const lacking = 'The activity unlock needs the secret NOBODY, which is not known here.';
      await expect
        .poll(() => stuck('unknown'), SOON)
        .toEqual(reason(`${lacking} Set MAPWRIGHT_SECRET_NOBODY where the workers run.`));
      const { events } = await run.handle.fetchHistory();
      const scheduled = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: one }) => one ?? []);
      const told = scheduled
        .flatMap(({ input }) => input?.payloads ?? [])
        .map(({ data }) => Buffer.from(data ?? []).toString());
      expect(told.join(' ')).toContain('key-of-${secret.KEY}');
      expect(told.join(' ')).not.toContain('open-sesame');
      const calls = scheduled.filter(({ activityType }) => activityType?.name === 'call-activity');
      expect(
        calls.map(({ startToCloseTimeout, heartbeatTimeout }) => [
          Number(startToCloseTimeout?.seconds),
          Number(heartbeatTimeout?.seconds),
        ]),
      ).toEqual(Array.from({ length: 5 }, () => [600, 60]));
    });
  },
);
