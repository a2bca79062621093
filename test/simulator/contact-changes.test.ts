import { describe, expect, it } from 'vitest';
import type { Expectation, Person, TimelineEntry } from '../../src/language/scenario.generated.ts';
import type { OwnField } from '../../src/program/settings.ts';
import { door, email, end, mapOf, path, set, tag } from '../program/builders.ts';
import { ADA, mails, ofKind, play, simpleMap } from './stage.ts';

const FIELDS: Record<string, OwnField> = {
  website: { type: 'url' },
  nickname: { type: 'string' },
  about: { type: 'text' },
  staff: { type: 'integer' },
  share: { type: 'decimal' },
  deposit: { type: 'money', currency: { code: 'JPY', digits: 0 } },
  fee: { type: 'money', currency: { code: 'USD', digits: 2 } },
  vip: { type: 'boolean' },
  since: { type: 'date' },
  seenAt: { type: 'instant' },
  billing: { type: 'email' },
  tier: { type: 'enum', values: ['bronze', 'silver', 'gold'], default: 'bronze' },
};
const SIGN_UP = { submit: 'sign-up' };
const PARKED = simpleMap(end('active'));

async function failuresOf(timeline: TimelineEntry[], expectation: Expectation, contact: Person = ADA) {
  const report = await play({ programs: [PARKED], fields: FIELDS, contact, timeline, expect: expectation });
  return report.failures.map(({ message, expected, happened }) =>
    [message, ...expected, ...happened].join('; '),
  );
}

describe('own fields', () => {
  const rows: [field: string, written: string | number | boolean][] = [
    ['website', 'https://lee.example'],
    ['nickname', 'Countess'],
    ['about', 'Two\nlines'],
    ['staff', 12],
    ['share', 12.5],
    ['deposit', 5_000],
    ['fee', 10.05],
    ['vip', true],
    ['since', '2026-01-31'],
    ['seenAt', '2026-01-31T10:00:00+01:00'],
    ['billing', 'bills@example.com'],
    ['tier', 'gold'],
  ];
  it.each(rows)('%s is set by an entry, and known from the start', async (field, written) => {
    expect(
      await failuresOf([SIGN_UP, { set: { [field]: written } }], { fields: { [field]: written } }),
    ).toEqual([]);
    if (field === 'website') return;
    expect(
      await failuresOf([SIGN_UP], { fields: { [field]: written } }, { ...ADA, [field]: written }),
    ).toEqual([]);
  });

  it('has its default where nothing was set, and the form fills it in once', async () => {
    const again: TimelineEntry = { ...SIGN_UP, fields: { website: 'https://eve.example' } };
    expect(
      await failuresOf([SIGN_UP, again], { fields: { tier: 'bronze', website: 'https://ada.example' } }),
    ).toEqual([]);
  });

  it('shows the value that it has instead', async () => {
    expect(
      await failuresOf([SIGN_UP], {
        fields: { tier: 'gold', totalSales: 5, status: 'applied' },
        tags: ['vip'],
      }),
    ).toEqual([
      'the field tier has another value; gold; bronze',
      'the field totalSales has another value; 500; 0',
      'the contact has other tags; vip',
    ]);
  });

  it('a trigger on a field opens for a change, and not for the value that is there', async () => {
    const onTier = { type: 'field-updated', field: 'tier', test: { op: 'equals', value: 'bronze' } } as const;
    const programs = [
      mapOf({ triggers: [door('t', onTier, 'notice')], steps: path(email('notice'), end('e')) }),
    ];
    const at = async (...tiers: string[]) =>
      mails(await play({ programs, fields: FIELDS, timeline: tiers.map((tier) => ({ set: { tier } })) }))
        .length;
    expect(await at('bronze')).toBe(0);
    expect(await at('gold', 'bronze', 'bronze')).toBe(1);
  });

  it('a computed text that the field cannot hold parks the step', async () => {
    const steps = path(set('s', [{ field: 'tier', cel: 'contact.email' }]), end('e'));
    const report = await play({ programs: [simpleMap(...steps)], fields: FIELDS, timeline: [SIGN_UP] });
    expect(ofKind(report, 'stuck')).toMatchObject([
      { step: 's', reason: 'The field cannot be set. “tier” has to be one of bronze, silver, gold.' },
    ]);
  });

  it('an amount keeps its own currency, in conditions and in mails', async () => {
    const map = simpleMap(
      ...path(email('deposit', { if: 'contact.deposit >= 5000' }, ['contact.deposit']), end('e')),
    );
    const programs = [
      {
        ...map,
        fields: { ...map.fields, deposit: 'money' as const },
        currencies: { deposit: { code: 'JPY', digits: 0 } },
      },
    ];
    const emails = {
      deposit: ['Thank you', 'You paid {{contact.deposit}} and are {{contact.tier}}.'],
    } as const;
    const report = await play({
      programs,
      fields: FIELDS,
      contact: { ...ADA, deposit: 5_000 },
      emails,
      timeline: [SIGN_UP],
    });
    expect(ofKind(report, 'email').map(({ text }) => text)).toEqual([
      expect.stringContaining('You paid ¥5,000 and are bronze.'),
    ]);
  });
});

describe('tags', () => {
  const programs = [
    mapOf({
      triggers: [
        door('in', { type: 'form-submitted', form: 'sign-up' }, 'mark'),
        door('vip', { type: 'tag-added', tag: 'vip' }, 'notice', { scope: 'on-map', ifOnMap: 'add-again' }),
      ],
      steps: [...path(tag('mark', ['vip', 'new']), end('active')), email('notice')],
    }),
  ];

  it('come and go by steps and entries, and open triggers once for each change', async () => {
    const timeline = [
      SIGN_UP,
      { tag: 'vip' },
      { untag: 'vip' },
      { tag: 'vip' },
      { untag: 'new' },
      { untag: 'other' },
    ];
    const report = await play({ programs, timeline, expect: { tags: ['vip'], standsAt: ['active'] } });
    expect(report.failures).toEqual([]);
    expect(mails(report)).toHaveLength(2);
    expect(ofKind(report, 'entry').map(({ detail }) => detail)).toContain('tag new removed');
  });

  it('a delivery again and continue-as-new change nothing', async () => {
    const timeline = [SIGN_UP, { redeliver: 2 }, { continueAsNew: true as const }, { redeliver: 2 }];
    const report = await play({ programs, timeline, expect: { tags: ['vip', 'new'], standsAt: ['active'] } });
    expect(report.failures).toEqual([]);
    expect(mails(report)).toHaveLength(1);
  });
});
