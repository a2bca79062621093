import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../src/language/scenario.generated.ts';
import type { MapStep, Step } from '../../src/program/step-types.ts';
import { door, email, end, mapOf, milestones, noticesOf, path, wait } from '../program/builders.ts';
import { mails, ofKind, play } from './stage.ts';

const SIGN_UP = { submit: 'sign-up' };

function act(action: MapStep['action']): Step {
  return { kind: 'map', id: action, next: null, action, target: 'other' };
}

/** Adds to `other`, holds it for a day, lets it go on, and ends it a day later. */
const first = mapOf({
  triggers: [door('in', { type: 'form-submitted', form: 'sign-up' }, 'add')],
  milestones: [milestones([1_000, 5_000], 'passed', { onJump: 'highest' })],
  steps: [
    ...path(
      act('add'),
      act('pause'),
      wait('day', { days: 1 }),
      act('resume'),
      wait('another', { days: 1 }),
      act('remove'),
      end('e'),
    ),
    email('passed', {}, ['milestone.value', 'contact.totalSales', 'contact.numberOfSales']),
  ],
});
const other = mapOf({
  map: 'other',
  triggers: [door('added', { type: 'added' }, 'hour')],
  steps: path(wait('hour', { ms: 3_600_000 }), email('notice'), end('there')),
});
const programs = [first, other, noticesOf(email('thanks', {}, ['commission.amount', 'contact.totalSales']))];

describe('a map that acts on another one', () => {
  it('adds, pauses, resumes and removes', async () => {
    const timeline = [
      SIGN_UP,
      { after: '12 hours' },
      { continueAsNew: true as const },
      { after: '36 hours' },
    ];
    const report = await play({ programs, map: ['m', 'other'], timeline, expect: { standsAt: ['e'] } });
    expect(report.failures).toEqual([]);
    expect(mails(report)).toEqual(['notice 2026-01-06T09:00Z']);
    expect(ofKind(report, 'left').map(({ map }) => map)).toEqual(['other']);
  });

  it('changes nothing by a delivery again', async () => {
    const timeline: TimelineEntry[] = [SIGN_UP, { redeliver: 3 }, { after: '26 hours' }, { redeliver: 5 }];
    const report = await play({
      programs,
      map: ['m', 'other'],
      timeline,
      expect: { standsAt: ['another', 'there'] },
    });
    expect(report.failures).toEqual([]);
  });
});

describe('a paused run', () => {
  it('counts sales, sends nothing, and releases no burst', async () => {
    const sale = (id: string) => ({ after: '1 hour', sale: { id, amount: 2_000 } });
    const timeline: TimelineEntry[] = [
      SIGN_UP,
      { approve: { by: 'kim@example.com' } },
      { pause: true },
      sale('s-1'),
      { continueAsNew: true },
      sale('s-2'),
      sale('s-3'),
      { after: '10 days', resume: true },
    ];
    const welcome = mapOf({
      triggers: [door('in', { type: 'form-submitted', form: 'sign-up' }, 'review')],
      milestones: first.milestones,
      steps: [
        ...path(
          { kind: 'approve', id: 'review', next: null, team: 'managers', rejected: null, expired: null },
          end('e'),
        ),
        ...Object.values(first.steps).filter(({ id }) => id === 'passed'),
      ],
    });
    const report = await play({
      programs: [welcome, ...programs.slice(2)],
      timeline,
      expect: { milestones: [1_000, 5_000], fields: { totalSales: 6_000 }, standsAt: ['e'] },
    });
    expect(report.failures).toEqual([]);
    const toContact = ofKind(report, 'email').filter(({ team }) => team === undefined);
    expect(
      toContact.map(({ template, subject, at }) => `${at.slice(0, 13)} ${template}: ${subject}`),
    ).toEqual(['2026-01-15T12 thanks: You earned $400.00', '2026-01-15T12 passed: You passed $5,000']);
  });
});
