import { describe, expect, test } from 'vitest';
import type { Program } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step-types.ts';
import { branch, email, end, path } from '../program/builders.ts';
import { mails, ofKind, play, simpleMap } from './stage.ts';

const RATE: Step = { kind: 'call', id: 'rate', activity: 'score', input: {}, as: 'score', next: null };

/** Whoever has 50 points is welcomed with them. */
const rating: Program = {
  ...simpleMap(
    ...path(RATE, branch('good', [{ when: 'calls.score.points >= 50', first: 'rated' }]), end('there')),
    email('rated', {}, ['calls.score.points', 'calls.score.worth', 'calls.score.since']),
  ),
  activities: {
    score: {
      points: { type: 'integer' },
      worth: { type: 'money', currency: { code: 'EUR', digits: 2 } },
      since: { type: 'instant' },
    },
  },
};
const BODY = 'worth {{calls.score.worth}}, here since {{date calls.score.since}}';
const rated = {
  programs: [rating],
  emails: { rated: ['You have {{calls.score.points}} points', BODY] as const },
};
const timeline = [{ submit: 'sign-up' }, { after: '1 day' }];

describe('a call', () => {
  test('is answered as the scenario says, in conditions and mails', async () => {
    const answers = { rate: { points: 1060, worth: '12.50', since: '2026-01-02T00:00:00Z' } };
    const report = await play({ ...rated, timeline, answers });
    expect(report.failures).toEqual([]);
    expect(ofKind(report, 'email')).toMatchObject([{ subject: 'You have 1,060 points' }]);
    expect(ofKind(report, 'email')[0]?.text).toContain('worth €12.50, here since January 2, 2026');
  });

  test('may leave values out', async () => {
    const report = await play({ ...rated, timeline, answers: { rate: {} } });
    expect([report.failures, mails(report)]).toEqual([[], []]);
  });

  const mistaken: [what: string, answers: Record<string, object> | undefined, message: RegExp][] = [
    [
      'without an answer',
      undefined,
      /^The step rate asks .* Add it: answers: \{ rate: \{ points: …, worth: …/,
    ],
    ['with an answer of another type', { rate: { points: 'many' } }, /rate: points must be a whole number/],
  ];
  test.each(mistaken)('%s fails the scenario', async (_what, answers, message) => {
    const report = await play({ ...rated, timeline, ...(answers ? { answers } : {}) });
    expect(report.failures).toEqual([
      { message: expect.stringMatching(message), expected: [], happened: [] },
    ]);
    expect(report.passed).toBe(false);
  });

  test('fails as often as the scenario says, and is tried again', async () => {
    const failing = [{ activityFails: { activity: 'score', times: 2 } }, ...timeline];
    const report = await play({ ...rated, timeline: failing, answers: { rate: { points: 60 } } });
    expect(mails(report)).toEqual(['rated 2026-01-05T09:03Z']);
    expect(ofKind(report, 'activity-failed').map(({ at, step }) => `${step} ${at.slice(11, 16)}`)).toEqual([
      'rate 09:00',
      'rate 09:01',
    ]);
  });
});
