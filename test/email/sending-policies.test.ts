import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendConsent } from '../../src/storage/consents.ts';
import { openMailWorkshop, type MailWorkshop } from './mail-workshop.ts';
import { transact } from '../../src/storage/transact.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SENT = { status: 'done' };

let shop: MailWorkshop;
beforeEach(async () => {
  shop = await openMailWorkshop('news');
  await answer(true);
});
afterEach(() => shop.close());

/** Ada says whether she wants the news. */
async function answer(subscribed: boolean): Promise<void> {
  const consent = {
    topic: 'news',
    subscribed,
    source: 'preferences' as const,
    text: 'News',
    at: shop.clock.now,
  };
  await transact(shop.db, (trx) => appendConsent(trx, 'c_ada', consent));
}

/** Asks for Ada's mail of this entry. */
function send(entry: number, map = 'news') {
  return shop.send({ origin: { map, step: 'news', entry } });
}

async function rows() {
  const all = await shop.db.selectFrom('sent_mails').selectAll().orderBy('entry').execute();
  return all.map(({ entry, status, verdict }) => [entry, status, verdict]);
}

async function events() {
  const all = await shop.db.selectFrom('outbox').selectAll().orderBy('sequence').execute();
  return all.map(({ type, data }) => ({ type, data: JSON.parse(data) as unknown }));
}

describe('consent', () => {
  test('is asked for at the moment of sending', async () => {
    expect(await send(1)).toEqual(SENT);
    await answer(false);
    expect(await send(2)).toEqual({ status: 'done', skipped: 'unsubscribed' });
    expect(await rows()).toEqual([
      [1, 'sent', null],
      [2, 'skipped', 'unsubscribed'],
    ]);
  });

  test('does not matter to a mail for a team, which has no limits either', async () => {
    await answer(false);
    shop.policy = { caps: { marketing: { count: 1, per: { days: 1 }, beyond: 'drop' } } };
    const request = { to: { team: 'partner-managers' } } as const;
    expect(await shop.send({}, request)).toEqual(SENT);
    expect(await shop.send({}, { ...request, index: 1 })).toEqual(SENT);
  });
});

describe('the cap', () => {
  test('drops what is too much, and forgets what is old', async () => {
    shop.policy = { caps: { marketing: { count: 2, per: { days: 7 }, beyond: 'drop' } } };
    expect(await send(1)).toEqual(SENT);
    shop.clock.now += DAY;
    expect(await send(2)).toEqual(SENT);
    expect(await send(3)).toEqual({ status: 'done', skipped: 'capped' });
    shop.clock.now += 6 * DAY;
    expect(await send(4)).toEqual(SENT);
    expect(await send(5)).toEqual({ status: 'done', skipped: 'capped' });
  });

  test('delays what is too much: each is asked again when there may be room', async () => {
    shop.policy = { caps: { marketing: { count: 1, per: { days: 1 }, beyond: 'delay' } } };
    expect(await send(1)).toEqual(SENT);
    const room = shop.clock.now + DAY;
    const held = { status: 'not-before', at: room, why: 'cap' };
    expect([await send(2), await send(3)]).toEqual([held, held]);
    expect(await rows()).toEqual([
      [1, 'sent', null],
      [2, 'held', 'cap'],
      [3, 'held', 'cap'],
    ]);
    shop.clock.now = room;
    expect(await send(3)).toEqual(SENT);
    expect(await send(2)).toEqual({ status: 'not-before', at: room + DAY, why: 'cap' });
  });

  test('is kept by mails that are sent at once', async () => {
    shop.policy = { caps: { marketing: { count: 2, per: { days: 1 }, beyond: 'drop' } } };
    await Promise.all([1, 2, 3, 4].map((entry) => send(entry)));
    const statuses = (await rows()).map(([, status]) => status);
    expect(statuses.filter((status) => status === 'skipped')).toHaveLength(2);
    expect(shop.smtp.received).toHaveLength(2);
  });
});

describe('quiet hours', () => {
  test('hold a mail, and every rule is asked again when they are over', async () => {
    const tooLong = 'send' as const;
    shop.policy = { quietHours: { from: '08:00', to: '12:00', zone: 'contact', tooLong } };
    const noon = shop.clock.now + 3 * HOUR;
    const held = { status: 'not-before', at: noon, why: 'quiet-hours' };
    expect([await send(1), await send(2)]).toEqual([held, held]);
    expect(shop.smtp.received).toHaveLength(0);
    shop.clock.now = noon;
    expect(await send(1)).toEqual(SENT);
    await answer(false);
    expect(await send(2)).toEqual({ status: 'done', skipped: 'unsubscribed' });
    expect(shop.smtp.received).toHaveLength(1);
    expect(await shop.row()).toMatchObject({ status: 'sent', resends: 0 });
  });

  test('drop what they have held for longer than they may', async () => {
    const policy = { from: '08:00', to: '12:00', zone: 'contact', tooLong: 'drop' as const };
    shop.policy = { quietHours: { ...policy, heldLongerThan: { ms: HOUR } } };
    expect(await send(1)).toMatchObject({ at: shop.clock.now + HOUR });
    shop.clock.now += HOUR;
    expect(await send(1)).toEqual({ status: 'done', skipped: 'held-too-long' });
  });
});

describe('the breaker', () => {
  test('holds what floods a map, each mail for a turn of its own, and lets other maps pass', async () => {
    shop.policy = { breaker: { perMap: { count: 2, per: { ms: HOUR } } } };
    expect([await send(1), await send(2)]).toEqual([SENT, SENT]);
    const end = shop.clock.now + HOUR;
    const held = (at: number) => ({ status: 'not-before', at, why: 'breaker' });
    expect([await send(3), await send(4)]).toEqual([held(end), held(end + HOUR / 2)]);
    expect(await send(3, 'other')).toEqual(SENT);
    shop.clock.now = end;
    expect(await send(3)).toEqual(SENT);
  });

  test('counts all mails of one contact', async () => {
    shop.policy = { breaker: { perContact: { count: 1, per: { days: 1 } } } };
    expect(await send(1, 'a')).toEqual(SENT);
    expect(await send(2, 'b')).toMatchObject({ why: 'breaker', at: shop.clock.now + DAY });
  });
});

describe('the sending rate', () => {
  test('lets a second’s mails go, and gives each of the others a turn of its own', async () => {
    shop.mailer.perSecond = 2;
    const outcomes = [];
    for (const entry of [1, 2, 3, 4, 5]) outcomes.push(await send(entry));
    const held = (ms: number) => ({ status: 'not-before', at: shop.clock.now + ms, why: 'rate' });
    expect(outcomes).toEqual([SENT, SENT, held(500), held(1_000), held(1_500)]);
    shop.clock.now += 1_500;
    expect([await send(5), await send(4), await send(3)]).toEqual([SENT, SENT, SENT]);
    expect(await send(6)).toMatchObject({ why: 'rate', at: shop.clock.now + 500 });
  });

  test('is no slower than it says after a pause', async () => {
    shop.mailer.perSecond = 1;
    await send(1);
    shop.clock.now += DAY;
    expect([await send(2), await send(3)]).toEqual([
      SENT,
      { status: 'not-before', at: shop.clock.now + 1_000, why: 'rate' },
    ]);
  });
});

describe('an address that does not work', () => {
  test('is suppressed, and the contact’s run learns of it once', async () => {
    shop.smtp.behaviour = { kind: 'refuse-recipient', code: 550, reply: '5.1.1 <ada@example.com> unknown' };
    expect(await send(1)).toEqual({ status: 'done', skipped: 'suppressed' });
    expect(await send(2)).toEqual({ status: 'done', skipped: 'suppressed' });
    const data = { email: 'thanks-for-sale', reason: '550 5.1.1 <…> unknown', changes: [] };
    expect(await events()).toEqual([{ type: 'email-bounced', data }]);
  });

  test('is known also where a copy went out', async () => {
    shop.smtp.behaviour = {
      kind: 'refuse-recipient',
      code: 550,
      reply: '5.1.1 unknown',
      only: 'ada@example.com',
    };
    const recipients = { to: [{ address: 'ada@example.com' }], cc: [{ address: 'kim@example.com' }] };
    expect(await shop.send({ recipients })).toEqual(SENT);
    expect(await shop.suppressed()).toEqual(['ada@example.com']);
    expect((await events()).map(({ type }) => type)).toEqual(['email-bounced']);
  });

  test('of a team concerns nobody’s run', async () => {
    shop.smtp.behaviour = { kind: 'refuse-recipient', code: 550, reply: '5.1.1 unknown' };
    const recipients = { to: [{ address: 'kim@example.com' }], cc: [] };
    await shop.send({ recipients }, { to: { team: 'partner-managers' } });
    expect(await shop.suppressed()).toEqual(['kim@example.com']);
    expect(await events()).toEqual([]);
  });
});
