import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { positionsOf } from '../../../src/program/run-views.ts';
import { requireTool } from '../../support/require-tool.ts';
import {
  findTemporalServer,
  startTestServer,
  TEMPORAL_SERVER,
  type TestServer,
} from '../../support/temporal-server.ts';
import { MOMENTS, type Moment, type Order } from './moments.ts';
import { expectedMails, TOTALS, type Applicant } from './partner-journey.ts';
import { survive, type Aftermath } from './scenario.ts';
import { draw } from './seed.ts';

/** A seed chooses which time each moment strikes. `KILL_SEED=7 npx vitest run test/e2e/kill` runs one of your own. */
const SEEDS = process.env['KILL_SEED'] ? [Number(process.env['KILL_SEED'])] : [15];

/** Longer than an attempt on loopback, and over when the server gives up a killed activity after a minute. */
const SHORT_LEASE_MS = 30_000;

/** A case takes a minute or two, nearly all of it until the server gives up what the killed process had begun. */
const CASE_MS = 280_000;
const AT_A_TIME = 10;

interface Case {
  name: string;
  orders: Order[];
  byRule: boolean;
  /** Absent: the one of production. */
  leaseMs?: number;
}

function caseOf(seed: number, moment: Moment): Case {
  const { order, byRule } = draw(seed, moment);
  const name = `${moment} no. ${order.occurrence} (seed ${seed})`;
  const usual = { name, orders: [order], byRule, leaseMs: SHORT_LEASE_MS };
  switch (moment) {
    case 'after a claim': {
      const again: Order = { moment: 'inside DATA, message taken', occurrence: 1, afterMs: 0 };
      return { ...usual, name: `${name}, and once more while it recovers`, orders: [order, again] };
    }
    case 'after DATA':
      return { name: `${name}, with the lease of production`, orders: [order], byRule };
    default:
      return usual;
  }
}

/** Those that take longest come first. */
const LONGEST: Moment[] = ['after a claim', 'after DATA'];
const cases = SEEDS.flatMap((seed) =>
  [...new Set([...LONGEST, ...MOMENTS])].map((moment) => caseOf(seed, moment)),
);

/** A claim is on disk and its mail is not recorded: nobody can know whether it went out, so it is sent again. */
const LEAVES_DOUBT = new Set<Moment>([
  'after a claim',
  'before DATA',
  'inside DATA, message lost',
  'inside DATA, message taken',
  'after DATA',
  'before a mail is recorded',
]);

vi.setConfig({ maxConcurrency: AT_A_TIME });
const executable = await findTemporalServer();

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: executable !== undefined }))(
  'a process that is killed',
  () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startTestServer(executable);
    });
    afterAll(() => server?.stop());

    test.concurrent.for(cases)('$name', { timeout: CASE_MS }, async ({ orders, byRule, ...options }) => {
      const applicant = { email: byRule ? 'ada@agency.example' : 'ada@example.com', byRule };
      const aftermath = await survive(server, orders, { applicant, ...options });
      expectNothingLost(aftermath, applicant);
      expect(aftermath.deaths).toBe(orders.length);
      const resends = aftermath.sendings.reduce((sum, sending) => sum + sending.resends, 0);
      expect(resends).toBeGreaterThanOrEqual(orders.filter(({ moment }) => LEAVES_DOUBT.has(moment)).length);
    });
  },
);

/** Every mail is there; a second copy only where a resend is recorded; sums and standing are right. */
function expectNothingLost(aftermath: Aftermath, applicant: Applicant): void {
  const { sendings, strangers, totals, state, facts } = aftermath;
  const byTemplate = Map.groupBy(sendings, ({ template }) => template);
  const counts = [...byTemplate].map(([template, { length }]) => [template, length] as const);
  expect(Object.fromEntries(counts)).toEqual(expectedMails(applicant));
  expect(strangers).toEqual([]);
  for (const { template, status, resends, copies } of sendings) {
    expect({ template, status }).toEqual({ template, status: 'sent' });
    expect(copies.length, `copies of ${template}`).toBeGreaterThanOrEqual(1);
    expect(copies.length, `copies of ${template}`).toBeLessThanOrEqual(1 + resends);
    const recipient = template === 'approval-request' ? 'kim@example.com' : applicant.email;
    for (const { to } of copies) expect(to).toEqual([recipient]);
  }
  expect(totals).toMatchObject(TOTALS);
  expect(state.sequence).toBe(facts);
  expect(positionsOf(state).map(({ map, step }) => `${map}/${step}`)).toEqual(['partner-welcome/active']);
  expect(state.maps['partner-welcome']).toMatchObject({
    once: ['reached-1000'],
    milestones: { 'total-sales': [500_000] },
  });
}
