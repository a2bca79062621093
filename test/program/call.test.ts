import { describe, expect, test } from 'vitest';
import type { ActivityJob, ActivityOutcome } from '../../src/program/commands.ts';
import type { Program } from '../../src/program/program.ts';
import type { CallStep, Step, Template } from '../../src/program/step-types.ts';
import {
  branch,
  DAY,
  door,
  email,
  end,
  mapOf,
  MINUTE,
  path,
  releases,
  START,
  submitted,
} from './builders.ts';
import { Player } from './player.ts';

const EUR = { code: 'EUR', digits: 2 };

/** What the activity `score` answers. */
const SCORE = {
  points: { type: 'integer' as const },
  worth: { type: 'money' as const, currency: EUR },
  since: { type: 'instant' as const },
};

function call(settings: Partial<CallStep> = {}): CallStep {
  return { kind: 'call', id: 'rate', activity: 'score', input: {}, as: 'score', next: null, ...settings };
}

/** Whoever submits the form goes through the steps. */
function mapWith(...steps: Step[]): Program {
  return mapOf({
    triggers: [door('in', { type: 'form-submitted', form: 'sign-up' }, steps[0]?.id ?? null)],
    activities: { score: SCORE },
    steps,
  });
}

function play(map: Program, outcome: ActivityOutcome | 'hold' = { status: 'done' }): Player {
  const player = new Player(releases({ r1: [map] }));
  player.answers = ({ activity }) => (activity === 'call-activity' ? outcome : 'done');
  return player.hear(submitted());
}

const answered = (output: Record<string, number>): ActivityOutcome => ({ status: 'done', output });

type CallJob = Extract<ActivityJob, { activity: 'call-activity' }>;

const asked = ({ started }: Player): CallJob[] =>
  started.flatMap(({ job }) => (job.activity === 'call-activity' ? [job] : []));

describe('what the activity is given', () => {
  const rows: [what: string, input: Template, values: Template][] = [
    ['literals, as they are written', { text: '${secret.KEY}', list: [1, { deep: true }] }, {}],
    ['whole numbers', { count: { cel: 'contact.numberOfSales + 2' } }, { 'contact.numberOfSales + 2': 2 }],
    ['amounts as decimal texts', { sold: { cel: 'contact.totalSales' } }, { 'contact.totalSales': '0.00' }],
    ['instants as RFC 3339', { at: [{ cel: 'now' }] }, { now: new Date(START).toISOString() }],
    ['null for what is missing', { at: { cel: 'contact.firstSaleAt' } }, { 'contact.firstSaleAt': null }],
    ['a mapping that only looks like an expression', { cel: 'x', more: 1 }, {}],
  ];
  test.each(rows)('%s', (_what, input, values) => {
    const [job] = asked(play(mapWith(call({ input })), 'hold'));
    expect(job?.id).toBe('m/rate#1');
    expect(job?.input).toEqual({ name: 'score', input, values, output: SCORE });
  });

  test('no word of the answer, where nobody reads it', () => {
    const { as: _nobody, ...unread } = call();
    const player = play(mapWith(...path(unread, end('there'))), answered({ points: 1 }));
    expect(asked(player)[0]?.input).toEqual({ name: 'score', input: {}, values: {} });
    expect(player.at('there').occasion).not.toHaveProperty('calls');
  });
});

describe('the answer', () => {
  const ways = (when: string) =>
    mapWith(
      ...path(call(), branch('ask', [{ when, first: 'yes' }]), email('no'), end('there')),
      email('yes'),
    );
  const rows: [when: string, output: Record<string, number>, way: string][] = [
    ['calls.score.points >= 50', { points: 50 }, 'yes'],
    ['calls.score.points >= 50', { points: 49 }, 'no'],
    ['calls.score.worth > 12.49', { worth: 1250 }, 'yes'],
    ['calls.score.since < now', { since: START - DAY }, 'yes'],
    ['calls.score.points == 0', {}, 'yes'],
    ['calls.score.since < now', {}, 'no'],
  ];
  test.each(rows)('%s of %j: %s', (when, output, way) => {
    expect(play(ways(when), answered(output)).mails()).toEqual(['call-activity', way]);
  });

  test('is in mails, amounts and instants with their types', () => {
    const merges = ['points', 'worth', 'since', 'none'].map((name) => `calls.score.${name}`);
    const map = mapWith(...path(call(), email('rated', {}, merges), end('there')));
    const output = { points: 60, worth: 1250, since: START };
    expect(play(map, answered(output)).values(1)).toEqual({
      'calls.score.points': 60,
      'calls.score.worth': { type: 'money', value: 1250, currency: EUR },
      'calls.score.since': { type: 'instant', value: START },
      'calls.score.none': null,
    });
  });

  test('of a later call takes the place of one with its name; both are of the type of their activity', () => {
    const other = call({ id: 'again', activity: 'other' });
    const map = mapWith(
      ...path(call(), other, branch('ask', [{ when: "calls.score.points == 'x'", first: 'yes' }])),
    );
    const both = { ...map, activities: { score: SCORE, other: { points: { type: 'string' as const } } } };
    const steps = { ...map.steps, yes: email('yes') };
    const player = new Player(releases({ r1: [{ ...both, steps }] }));
    player.answers = (job) =>
      job.activity === 'call-activity'
        ? { status: 'done', output: { points: job.input.name === 'other' ? 'x' : 1 } }
        : 'done';
    expect(player.hear(submitted()).mails().at(-1)).toBe('yes');
  });

  test.each(['all', 'any'] as const)('of the paths of a fork is known behind it (join: %s)', (join) => {
    const paths = [
      { name: 'a', first: 'rate' },
      { name: 'b', first: 'second' },
    ];
    const second = call({ id: 'second', as: 'second' });
    const map = mapWith(
      { kind: 'fork', id: 'both', join, paths, next: 'ask' },
      call({ next: 'ask' }),
      { ...second, next: 'ask' },
      branch('ask', [{ when: 'calls.score.points == 7', first: 'yes' }]),
      email('yes'),
    );
    expect(play(map, answered({ points: 7 })).mails()).toContain('yes');
  });
});

describe('a failure', () => {
  const failed = (permanent: boolean): ActivityOutcome => ({ status: 'failed', permanent, message: 'no' });
  const map = (giveUp: 'park' | 'continue') =>
    mapWith(
      ...path(call({ onFailure: { retryFor: { ms: 10 * MINUTE }, giveUp } }), email('after'), end('there')),
    );

  test('is tried again with the input of the first time, and then given up by onFailure', () => {
    const player = play(map('continue'), failed(false)).pass(DAY);
    const attempts = asked(player);
    expect(attempts).toHaveLength(4);
    expect(new Set(attempts.map((job) => JSON.stringify(job))).size).toBe(1);
    expect(player.stands()).toEqual(['there']);
  });

  test('that is permanent is given up at once', () => {
    const player = play(map('park'), failed(true)).pass(DAY);
    expect(asked(player)).toHaveLength(1);
    expect(player.at('rate').waits).toEqual({ for: 'repair', reason: 'no' });
  });
});
