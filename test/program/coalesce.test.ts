import { describe, expect, it } from 'vitest';
import type { WaitStep } from '../../src/program/step-types.ts';
import type { Trigger } from '../../src/program/program.ts';
import { DAY, dollars, door, email, HOUR, mapOf, MINUTE, path, releases, START } from './builders.ts';
import { Player } from './player.ts';

const MERGES = ['sales', 'sale.id', 'commission.amount', 'contact.totalSales'];

/** The notice for each commission, or for all of ten minutes. */
function notice(settings: Partial<Trigger> = { coalesce: { ms: 10 * MINUTE } }): Player {
  const collecting: WaitStep = {
    id: 'earned.coalesce',
    kind: 'wait',
    next: null,
    for: { ms: 10 * MINUTE },
    collects: true,
  };
  const mail = email('thanks', { onlyApproved: true }, MERGES);
  const steps = settings.coalesce ? path(collecting, mail) : [mail];
  const earned = door('earned', { type: 'commission-earned' }, steps[0]?.id ?? null, {
    ifOnMap: 'add-again',
    ...settings,
  });
  const map = mapOf({ kind: 'notices', map: 'main.notices', triggers: [earned], steps });
  return new Player(releases({ r1: [map] }));
}

/** A refund of a sale that was recorded at the start. */
function refund(play: Player, id: string, amount: number, full: boolean, at = START): Player {
  const sale = { id, amount: dollars(amount), kind: 'first', at } as const;
  return play.hear({
    type: 'sale-refunded',
    data: { sale, refund: { amount: dollars(amount), full }, changes: [] },
  });
}

/** The ids of the sales of each mail, with the instant in minutes since the start. */
const told = (play: Player) =>
  play.started.map(({ at }, index) => {
    const sales = play.values(index)['sales'] as { id: string }[];
    return `${sales.map(({ id }) => id).join(' ')} at ${(at - START) / MINUTE}`;
  });

describe('a door that coalesces', () => {
  it('opens at the first sale, is not extended, and tells of all at its end', () => {
    const play = notice()
      .sale(100, { id: 'a' })
      .pass(6 * MINUTE);
    play
      .sale(50, { id: 'b' })
      .pass(3 * MINUTE)
      .sale(10, { id: 'c', kind: 'recurring' })
      .pass(HOUR);
    expect(told(play)).toEqual(['a b c at 10']);
    expect(play.values(0)).toMatchObject({
      'sale.id': 'c',
      'commission.amount': dollars(32),
      'contact.totalSales': dollars(160),
    });
    expect(play.values(0)['sales']).toMatchObject([
      { id: 'a', amount: dollars(100), commission: dollars(20), kind: 'first', at: START },
      { id: 'b', amount: dollars(50), commission: dollars(10) },
      { id: 'c', amount: dollars(10), commission: dollars(2), kind: 'recurring' },
    ]);
  });

  it('opens anew for the first sale after its end', () => {
    const play = notice()
      .sale(1, { id: 'a' })
      .pass(10 * MINUTE)
      .sale(1, { id: 'b' })
      .pass(HOUR);
    expect(told(play)).toEqual(['a at 10', 'b at 20']);
  });

  it('leaves what it does not listen to outside', () => {
    const on = { type: 'commission-earned', kind: 'first' } as const;
    const play = notice({ coalesce: { ms: 10 * MINUTE }, on }).sale(1, { id: 'a' });
    play.sale(1, { id: 'b', kind: 'recurring' }).sale(1, { id: 'c', commission: 0 }).pass(HOUR);
    expect(told(play)).toEqual(['a at 10']);
  });

  it('waits for its end also when that depends on the calendar', () => {
    const play = notice({ coalesce: { days: 1 } });
    expect(
      play
        .sale(1)
        .sale(2)
        .pass(10 * MINUTE)
        .mails(),
    ).toEqual(['thanks']);
  });

  it('holds at most 200 sales, and tells of further ones in another mail', () => {
    const play = notice();
    for (let count = 1; count <= 201; count += 1) play.sale(1, { id: `s${count}` });
    expect(play.places('main.notices')).toHaveLength(2);
    play.pass(HOUR);
    expect(told(play).map((mail) => mail.split(' at ')[0]?.split(' ').length)).toEqual([200, 1]);
  });
});

describe('a refund while sales are collected', () => {
  it.each<[string, boolean, string[]]>([
    ['wholly refunded: the sale drops out', true, ['a at 10']],
    ['refunded in part: it stays', false, ['a b at 10']],
  ])('%s', (_what, full, mails) => {
    const play = notice().sale(100, { id: 'a' }).sale(50, { id: 'b' });
    expect(told(refund(play, 'b', 50, full).pass(HOUR))).toEqual(mails);
  });

  it('tells of the last sale that is left, and of what is left in all', () => {
    const play = notice().sale(100, { id: 'a' }).sale(50, { id: 'b' }).sale(10, { id: 'c' });
    refund(play, 'c', 10, true).pass(HOUR);
    expect(play.values(0)).toMatchObject({ 'sale.id': 'b', 'commission.amount': dollars(30) });
  });

  it('does not take back the end that the first sale has set', () => {
    const play = notice()
      .sale(1, { id: 'a' })
      .pass(5 * MINUTE)
      .sale(1, { id: 'b' });
    expect(told(refund(play, 'a', 1, true).pass(HOUR))).toEqual(['b at 10']);
  });

  it('retracts the mail with the last sale', () => {
    const play = notice().sale(1, { id: 'a' });
    expect(refund(play, 'a', 1, true).pass(DAY).mails()).toEqual([]);
    expect(play.places('main.notices')).toEqual([]);
    expect(told(play.sale(1, { id: 'b', at: START }).pass(HOUR))).toEqual([`b at ${24 * 60 + 10}`]);
  });

  it('knows the sale by more than its id, which is unique in its source only', () => {
    const play = notice().sale(1, { id: 'a' });
    expect(told(refund(play, 'a', 1, true, START - DAY).pass(HOUR))).toEqual(['a at 10']);
  });

  it('changes nothing once the mail has been asked for', () => {
    const play = notice();
    play.answers = () => 'hold';
    refund(play.sale(1, { id: 'a' }).pass(10 * MINUTE), 'a', 1, true);
    expect(play.answer().mails()).toEqual(['thanks']);
  });
});

it('tells of the one sale where nothing is collected', () => {
  expect(told(notice({}).sale(1, { id: 'a' }).sale(1, { id: 'b' }))).toEqual(['a at 0', 'b at 0']);
});
