import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../src/language/scenario.generated.ts';
import { door, email, mapOf } from '../program/builders.ts';
import { mails, NOTICES, ofKind, play, SETTINGS, simpleMap } from './stage.ts';

const SIGN_UP = { submit: 'sign-up' };
const APPROVE = { approve: { by: 'kim@example.com' } };
const SALE = { sale: { id: 's-1', amount: 1_000 } };
const PARTNER: TimelineEntry[] = [SIGN_UP, APPROVE];

describe('what an entry leads to, told by the last one', () => {
  const rows: [what: string, timeline: TimelineEntry[], detail: string][] = [
    ['a submission', [SIGN_UP], 'form sign-up submitted'],
    ['an approval', PARTNER, 'approved by kim@example.com'],
    [
      'a rejection',
      [SIGN_UP, { reject: { by: 'kim@example.com', reason: 'No' } }],
      'rejected by kim@example.com: No',
    ],
    ['a sale', [...PARTNER, SALE], 'sale s-1 of 1000.00 USD'],
    ['a sale in decimals', [...PARTNER, { sale: { id: 's-1', amount: '10.05' } }], 'sale s-1 of 10.05 USD'],
    [
      'the same sale again',
      [...PARTNER, SALE, { after: '1 hour', ...SALE }],
      'sale s-1 again: it counts once',
    ],
    [
      'a refund',
      [...PARTNER, SALE, { refund: { sale: 's-1', amount: 5 } }],
      'refund of 5.00 USD on sale s-1',
    ],
    [
      'a refund of the rest',
      [...PARTNER, SALE, { refund: { sale: 's-1' } }],
      'refund of 1000.00 USD on sale s-1',
    ],
    ['a login', [...PARTNER, { after: '1 day', loginUsed: true }], 'login link used'],
    ['a redelivery', [...PARTNER, { redeliver: 2 }], 'the last 2 events delivered again'],
    ['continue-as-new', [...PARTNER, { continueAsNew: true }], 'the run continued as new'],
    [
      'a mail server',
      [{ mailFails: { template: 'welcome', times: 2 } }],
      'the mail server will refuse welcome 2 times',
    ],
  ];
  it.each(rows)('%s', async (_what, timeline, detail) => {
    const report = await play({ timeline });
    expect(ofKind(report, 'entry').at(-1)).toMatchObject({ detail });
    expect(ofKind(report, 'refused')).toEqual([]);
  });
});

it('where the address has to be confirmed, a submission is a confirmed one', async () => {
  const settings = structuredClone(SETTINGS);
  Object.assign(settings.programs['main']?.signUpForm ?? {}, { confirmEmail: true });
  const report = await play({ settings, timeline: PARTNER });
  expect(ofKind(report, 'entry')[0]).toMatchObject({ detail: 'form sign-up submitted and confirmed' });
  expect(mails(report)).toEqual(mails(await play({ timeline: PARTNER })));
});

it('where the program approves by rule, the steps of the form see a partner', async () => {
  const settings = structuredClone(SETTINGS);
  Object.assign(settings.programs['main'] ?? {}, { approval: 'automatic' });
  const welcomed = simpleMap(email('welcome', { if: "contact.status == 'approved'" }));
  const programs = [welcomed, NOTICES];
  const report = await play({ settings, programs, timeline: [SIGN_UP, SALE] });
  expect(mails(report)).toEqual(['welcome 2026-01-05T09:00Z', 'thanks 2026-01-05T09:00Z']);
  expect(ofKind(report, 'refused')).toEqual([]);
});

describe('what the system refuses', () => {
  const rows: [what: string, timeline: TimelineEntry[], code: string, reason: RegExp][] = [
    ['an unknown form', [{ submit: 'other' }], 'unknown-form', /sign-up form “other”/],
    [
      'a form with an error',
      [{ ...SIGN_UP, fields: { website: 'x' } }],
      'invalid',
      /“Website” needs a web address/,
    ],
    ['a field that the form lacks', [{ ...SIGN_UP, fields: { age: 7 } }], 'invalid', /no field “age”/],
    [
      'another person',
      [{ ...SIGN_UP, fields: { email: 'bo@example.com' } }],
      'another-contact',
      /another address/,
    ],
    ['a decision before there is a question', [APPROVE], 'nothing-pending', /does not wait for approval/],
    [
      'a second decision',
      [...PARTNER, APPROVE],
      'already-decided',
      /approved by kim@example.com on 2026-01-05T09:00/,
    ],
    ['a sale of nobody', [SALE], 'unknown-partner', /has not applied/],
    ['a negative sale', [...PARTNER, { sale: { id: 's', amount: -1 } }], 'negative', /not above zero/],
    ['a sale too exact', [...PARTNER, { sale: { id: 's', amount: 1.005 } }], 'too-precise', /3 decimals/],
    [
      'a sale that is no number',
      [...PARTNER, { sale: { id: 's', amount: 'many' } }],
      'bad-amount',
      /not a decimal/,
    ],
    [
      'an id used twice',
      [...PARTNER, SALE, { sale: { id: 's-1', amount: 2 } }],
      'conflict',
      /another content/,
    ],
    ['a refund of nothing', [...PARTNER, { refund: { sale: 's-1' } }], 'unknown-sale', /nothing to refund/],
    [
      'a refund too high',
      [...PARTNER, SALE, { refund: { sale: 's-1', amount: 1_001 } }],
      'more-than-sale',
      /only 1000.00 USD/,
    ],
    [
      'a second whole refund',
      [...PARTNER, SALE, { refund: { sale: 's-1' } }, { refund: { sale: 's-1' } }],
      'more-than-sale',
      /only 0.00 USD/,
    ],
    ['a login before there is a link', [SIGN_UP, { loginUsed: true }], 'unknown', /no login link/],
    ['a second login', [...PARTNER, { loginUsed: true }, { loginUsed: true }], 'used', /works once/],
    ['a login too late', [...PARTNER, { after: '3 days', loginUsed: true }], 'expired', /2026-01-08T09:00/],
  ];
  it.each(rows)('%s', async (_what, timeline, code, reason) => {
    const report = await play({ timeline, expect: { refused: [code] } });
    expect(report.failures).toEqual([]);
    const [refused] = ofKind(report, 'refused');
    expect(refused).toMatchObject({ code, reason: expect.stringMatching(reason) as string });
    expect(refused?.entry).toBe(
      Object.keys(timeline.at(-1) ?? {}).findLast((key) => key !== 'after' && key !== 'fields'),
    );
  });
});

describe('time', () => {
  it('passes with `after`, counted from the entry before, and `at`', async () => {
    const report = await play({
      programs: [simpleMap(email('welcome'))],
      timeline: [
        { after: '1 hour' },
        { after: '30 minutes', ...SIGN_UP },
        { at: '2026-02-01T00:00:00+02:00', ...SIGN_UP },
      ],
    });
    expect(ofKind(report, 'entry').map(({ at }) => at)).toEqual([
      '2026-01-05T10:30:00.000Z',
      '2026-01-31T22:00:00.000Z',
    ]);
  });

  it('never runs backwards', async () => {
    const report = await play({
      timeline: [{ after: '1 hour' }, { at: '2026-01-01T00:00:00Z', ...SIGN_UP }],
    });
    expect(ofKind(report, 'entry')[0]?.at).toBe('2026-01-05T10:00:00.000Z');
  });

  it('of a sale may be another than that of its recording', async () => {
    const at = '2025-12-24T00:00:00Z';
    const steps = [email('first', {}, ['contact.firstSaleAt'])];
    const programs = [mapOf({ triggers: [door('sold', { type: 'sale-recorded' }, 'first')], steps })];
    const report = await play({ programs, timeline: [SIGN_UP, { sale: { id: 's-1', amount: 1, at } }] });
    expect(ofKind(report, 'entry').at(-1)?.at).toBe('2026-01-05T09:00:00.000Z');
    expect(ofKind(report, 'email')[0]?.text).toContain('On December 24, 2025');
  });
});

describe('what must change nothing', () => {
  const journey: TimelineEntry[] = [
    SIGN_UP,
    { after: '2 hours', ...APPROVE },
    { after: '1 hour', ...SALE },
    { after: '1 hour', refund: { sale: 's-1' } },
    { after: '1 hour', sale: { id: 's-2', amount: 6_000 } },
  ];
  it.each<[string, TimelineEntry]>([
    ['continue-as-new', { continueAsNew: true }],
    ['a redelivery', { redeliver: 3 }],
  ])('%s after each entry', async (_what, entry) => {
    const plain = await play({ timeline: journey });
    const disturbed = await play({ timeline: journey.flatMap((each) => [each, entry]) });
    expect(mails(disturbed)).toEqual(mails(plain));
    expect(ofKind(disturbed, 'step')).toEqual(ofKind(plain, 'step'));
    expect(mails(plain)).toHaveLength(7);
  });

  it('a second submission of the same address', async () => {
    const report = await play({ timeline: [...PARTNER, { ...SIGN_UP, fields: { firstName: 'Eve' } }, SALE] });
    expect(mails(report).filter((mail) => mail.startsWith('login'))).toHaveLength(1);
    expect(ofKind(report, 'step').filter(({ step }) => step === 'review')).toHaveLength(1);
  });
});

describe('totals are sums of the ledger', () => {
  const rows: [what: string, entries: TimelineEntry[], text: string][] = [
    ['sales add up', [SALE, { sale: { id: 's-2', amount: '4000.50' } }], '$5,000.50 from 2 sales.'],
    [
      'recurring payments are no sales',
      [SALE, { sale: { id: 's-2', amount: 4_000, kind: 'recurring' } }],
      '$5,000.00 from 1 sales.',
    ],
    [
      'a refund in part keeps the sale',
      [SALE, { refund: { sale: 's-1', amount: 1 } }, { sale: { id: 's-2', amount: 5_000 } }],
      '$5,999.00 from 2 sales.',
    ],
    [
      'a whole refund takes it away',
      [SALE, { refund: { sale: 's-1' } }, { sale: { id: 's-2', amount: 5_000 } }],
      '$5,000.00 from 1 sales.',
    ],
  ];
  it.each(rows)('%s', async (_what, entries, text) => {
    const report = await play({ timeline: [...PARTNER, ...entries] });
    const passed = ofKind(report, 'email').filter(({ template }) => template === 'passed');
    expect(passed.at(-1)?.text).toContain(text);
  });

  it('and who is not approved earns nothing', async () => {
    const report = await play({ timeline: [SIGN_UP, SALE] });
    expect(mails(report).filter((mail) => mail.startsWith('thanks'))).toEqual([]);
    expect(ofKind(report, 'milestone')).toEqual([
      { at: '2026-01-05T09:00:00.000Z', kind: 'milestone', map: 'm', milestone: 'total', value: 1_000 },
    ]);
  });
});
