import { describe, expect, test } from 'vitest';
import { recordCustomEvent, type CustomEventInput } from '../../src/partners/record-custom-event.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { company, factsOf, signUp, START } from './partner-company.ts';

const EVENT = {
  type: 'training-finished',
  id: 'e-1',
  partner: { email: 'Ada@example.com' },
  data: { course: 'basics', score: 90 },
};

async function ada() {
  const { p, clock } = await company();
  const contact = await signUp(p, 'ada@example.com');
  const record = (more: Partial<CustomEventInput> = {}) => recordCustomEvent(p, { ...EVENT, ...more });
  const custom = async () => (await factsOf(p, contact)).filter(({ type }) => type === 'custom');
  return { p, clock, contact, record, custom };
}

test('an event is recorded once; its id with another body is a conflict, in another source another event', async () => {
  const { clock, contact, record, custom } = await ada();
  expect(await record()).toEqual({ status: 'recorded', contactId: contact, type: 'training-finished' });
  clock.now += 1_000;
  expect(await record()).toMatchObject({ status: 'duplicate' });
  expect(await record({ data: { course: 'basics', score: 91 } })).toMatchObject({ status: 'conflict' });
  expect(await record({ source: 'school', at: START - 5_000 })).toMatchObject({ status: 'recorded' });
  expect(await custom()).toEqual([
    {
      type: 'custom',
      time: START,
      source: '/events/webhook',
      data: { name: 'training-finished', data: { course: 'basics', score: 90 }, changes: [] },
    },
    expect.objectContaining({ time: START - 5_000, source: '/events/school' }),
  ]);
});

test('who it happened to can be named by id, address or referral code, and need not be a partner', async () => {
  const { p, contact, record } = await ada();
  const referralCode = (await findContact(p, contact))?.enrolments[0]?.referralCode ?? '';
  for (const [id, partner] of Object.entries({ a: { contactId: contact }, b: { referralCode } }))
    expect(await record({ id, partner })).toMatchObject({ status: 'recorded', contactId: contact });
});

describe('what is refused, without repeating a value', () => {
  const rows: [what: string, more: Partial<CustomEventInput>, code: string, message: RegExp][] = [
    [
      'an unknown event',
      { type: 'trained' },
      'unknown-event',
      /no event “trained”.*It has bare, everything, tr/,
    ],
    ['a name of every object', { type: 'constructor' }, 'unknown-event', /no event “constructor”/],
    ['nobody', { partner: { email: 'bob@example.com' } }, 'unknown-partner', /^partner\.email: there is no/],
    ['an unknown code', { partner: { referralCode: 'X' } }, 'unknown-partner', /^partner\.referralCode/],
    [
      'all that is wrong at once',
      { data: { course: 7, mark: 1 } },
      'bad-event-data',
      /^data\.course must be a text.*\. data\.mark is not declared; what is declared: course, score\./,
    ],
    [
      'data of an event that carries none',
      { type: 'bare', data: { a: 1 } },
      'bad-event-data',
      /neither is anyth/,
    ],
  ];
  test.each(rows)('%s', async (_what, more, code, message) => {
    const { record, custom } = await ada();
    const result = await record(more);
    expect(result).toMatchObject({ status: 'refused', code, message: expect.stringMatching(message) });
    expect(JSON.stringify(result)).not.toContain('bob@');
    expect(await custom()).toEqual([]);
  });

  test('an event of somebody else than the run that was told', async () => {
    const { p } = await ada();
    await signUp(p, 'bob@example.com');
    const result = await recordCustomEvent(p, EVENT, { contactId: 'c_other' });
    expect(result).toMatchObject({ status: 'refused', code: 'unknown-partner' });
  });
});

describe('a value of each type', () => {
  const rows: [name: string, good: unknown, kept: unknown, bad: unknown[]][] = [
    ['text', 'x', 'x', [1, true, {}, 'x'.repeat(5_001)]],
    ['address', 'a@b.example', 'a@b.example', ['a', 'a b@c.example']],
    ['page', 'https://a.example', 'https://a.example', ['javascript:alert(1)', 'a.example']],
    ['level', 'low', 'low', ['middle', 'constructor']],
    ['count', 3, 3, [3.5, '3', 2 ** 53]],
    ['share', 0.5, 0.5, ['0.5', Number.NaN]],
    ['prize', '10.50', 1_050, ['10.505', 'ten', true]],
    ['passed', false, false, ['false', 0]],
    ['day', '2026-02-28', '2026-02-28', ['2026-02-30', '28.2.2026']],
    ['since', '2026-01-05T09:00:00+01:00', START - 3_600_000, ['2026-01-05', 5]],
  ];
  test.each(rows)('%s', async (name, good, kept, bad) => {
    const { record, custom } = await ada();
    const event = (id: string, value: unknown) => record({ type: 'everything', id, data: { [name]: value } });
    expect(await event('good', good)).toMatchObject({ status: 'recorded' });
    expect(await event('empty', null)).toMatchObject({ status: 'recorded' });
    for (const [index, value] of bad.entries())
      expect(await event(`bad-${index}`, value)).toMatchObject({ code: 'bad-event-data' });
    expect((await custom()).map(({ data }) => data)).toMatchObject([
      { data: { [name]: kept } },
      { data: {} },
    ]);
  });
});
