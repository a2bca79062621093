import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { runSimulate, type SimulateOptions } from '../../src/cli/commands/simulate.ts';
import { emptyProject } from './project.ts';

const MAPS = join(import.meta.dirname, '../../maps');
const SIGN_UP = `submit: partner-sign-up, fields: { website: 'https://ada.example' }`;

/** The real command line with lines on its standard input. */
async function simulated(input: string[], ...args: string[]) {
  const { run } = await emptyProject();
  const all = ['simulate', 'partner-welcome', '--path', MAPS, ...args];
  return run(all, {}, input.map((line) => `${line}\n`).join(''));
}

const START = ['--start', '2026-01-05T09:00:00Z'];

test('plays the lines of a pipe, and says where the contact stands in the end', async () => {
  const lines = [
    SIGN_UP,
    'after: 2 hours, approve: { by: kim@example.com }',
    'wait 1 day',
    '- sale: { id: s-1, amount: 400 }',
  ];
  const { code, out, err } = await simulated(lines, ...START);
  expect(out.split('\n')).toEqual(
    expect.arrayContaining([
      '2026-01-05T09:00Z    ▸ form partner-sign-up submitted',
      '2026-01-05T11:00Z    ▸ approved by kim@example.com',
      '                     partner-welcome email welcome to ada@example.com “Welcome to Acme partners”',
      '2026-01-06T11:00Z    ▸ sale s-1 of 400.00 USD',
    ]),
  );
  expect(err).toContain('partner-welcome active since 2026-01-05T11:00Z\n');
  expect(err).toContain('main: approved, sales 400.00 USD in 1, commission 80.00 USD\n');
  expect(code).toBe(0);
});

test('answers questions, and goes on after mistakes', async () => {
  const lines = ['?', SIGN_UP, 'state', 'sal: 1', 'wait a while', 'sale: { id: s-1, amount: x }'];
  const { code, out, err } = await simulated(lines, ...START);
  expect(err).toContain('  wait 3 days     lets time pass\n');
  expect(err).toContain('review since 2026-01-05T09:00Z, waits for a decision, next at 2026-01-07T09:00Z\n');
  expect(err).toContain('Did you mean `sale`?');
  expect(err).toContain('“a while” is no duration.');
  expect(err).toContain('`x` is not an amount of money.');
  expect(out).toContain('▸ form partner-sign-up submitted');
  expect(out).not.toContain('sale');
  expect(code).toBe(1);
});

test('plays a scenario, and time beyond its last entry', async () => {
  const { code, out } = await simulated(
    [],
    '--scenario',
    join(MAPS, 'scenarios/declined.scenario.yaml'),
    '--until',
    '1 year',
    '--json',
  );
  const { timeline, now, standsAt } = JSON.parse(out) as {
    timeline: object[];
    now: string;
    standsAt: object[];
  };
  expect(timeline.at(-1)).toEqual({ at: '2026-01-08T09:00:00.000Z', kind: 'left', map: 'partner-welcome' });
  expect([now, standsAt, code]).toEqual(['2027-01-05T09:00:00.000Z', [], 0]);
});

test.each([
  ['another map', ['simulate', 'partner-welcom', '--path', MAPS], 'partner-welcome', 1],
  [
    'a scenario that is not there',
    ['simulate', '--path', MAPS, '--scenario', 'no'],
    'There is no scenario no',
    1,
  ],
  ['an end that is none', ['simulate', '--path', MAPS, '--until', 'soon'], 'Write a duration', 64],
])('says so of %s', async (_what, args, text, expected) => {
  const { run } = await emptyProject();
  const { code, err } = await run(args);
  expect(err).toContain(text);
  expect(code).toBe(expected);
});

test('takes real time at a speed', async () => {
  const waits: number[] = [];
  const options: SimulateOptions = {
    path: MAPS,
    map: 'partner-welcome',
    scenario: join(MAPS, 'scenarios/declined.scenario.yaml'),
    start: 0,
    speed: 86_400,
    format: 'human',
    color: false,
    input: new PassThrough(),
    write: () => undefined,
    pause: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  };
  expect(await runSimulate(options)).toBe(0);
  // A reminder after two days, the decision after three.
  expect(waits).toEqual([2_000, 1_000]);
});
