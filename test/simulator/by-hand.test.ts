import { expect, it } from 'vitest';
import type { TimelineEntry } from '../../src/language/scenario.generated.ts';
import { mapOf, path, approve, door, email, end } from '../program/builders.ts';
import { mails, ofKind, play } from './stage.ts';

const by = 'kim@example.com';
const map = mapOf({
  triggers: [
    door('in', { type: 'form-submitted', form: 'sign-up' }, 'review'),
    door('put', { type: 'added' }, 'there'),
  ],
  steps: [...path(approve('review'), email('welcome'), end('active')), end('there')],
});

type Row = [what: string, timeline: TimelineEntry[], standsAt: string[]];

it.each<Row>([
  ['puts the contact through the doors of a map', [{ enroll: { map: 'm', by } }], ['there']],
  ['puts them at a step', [{ enroll: { map: 'm', at: 'active', by } }], ['active']],
  ['takes them off', [{ submit: 'sign-up' }, { remove: { map: 'm', by } }], []],
])('%s, and sends nothing', async (_what, timeline, standsAt) => {
  const report = await play({ programs: [map], timeline, expect: { standsAt } });
  expect(report.failures).toEqual([]);
  expect(mails(report).filter((mail) => mail.startsWith('welcome'))).toEqual([]);
});

it('suspends who is approved, and reinstates who is suspended', async () => {
  const timeline: TimelineEntry[] = [
    { suspend: { by } },
    { submit: 'sign-up' },
    { suspend: { by } },
    { approve: { by } },
    { reinstate: { by } },
    { suspend: { by, program: 'main', reason: 'Unpaid bills' } },
    { sale: { id: 's-1', amount: 100 } },
    { suspend: { by } },
    { reinstate: { by, program: 'other' } },
  ];
  const fields = { status: 'suspended', totalCommission: 0 };
  const report = await play({ programs: [map], timeline, expect: { fields } });
  expect(report.failures).toEqual([]);
  expect(ofKind(report, 'refused').map(({ entry, code }) => `${entry}: ${code}`)).toEqual([
    'suspend: unknown-program',
    'suspend: other-status',
    'reinstate: unknown-program',
  ]);
  const reinstated = await play({ programs: [map], timeline: [...timeline, { reinstate: { by } }] });
  expect(ofKind(reinstated, 'entry').at(-1)?.detail).toBe(`reinstated in main, by ${by}`);
});
