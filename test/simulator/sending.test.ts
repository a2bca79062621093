import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../src/language/scenario.generated.ts';
import type { Step } from '../../src/program/step-types.ts';
import { door, email, end, mapOf, milestones, notify, path } from '../program/builders.ts';
import { ADA, mails, ofKind, play, simpleMap, type Play } from './stage.ts';

const SIGN_UP = { submit: 'sign-up' };
const NEWS = { template: 'news', hash: 'news#', merges: [] };

/** The mails that were not sent, as `template: why`. */
function skips(report: Awaited<ReturnType<typeof play>>): string[] {
  return ofKind(report, 'skipped').map(({ template, why }) => `${template}: ${why}`);
}

describe('topics', () => {
  /** News for everybody who signs up; who leaves a topic hears of it. */
  const farewell = mapOf({
    triggers: [
      door('signed-up', { type: 'form-submitted' }, 'news'),
      door('left', { type: 'unsubscribed', topic: 'tips' }, 'welcome', {
        scope: 'on-map',
        ifOnMap: 'add-again',
      }),
    ],
    steps: [...path(email('news'), email('tips'), end('in')), email('welcome')],
  });

  it.each<[what: string, timeline: TimelineEntry[], sent: string[], skipped: string[]]>([
    ['a ticked box is a consent', [SIGN_UP], ['news', 'tips'], []],
    ['an empty one is none', [{ ...SIGN_UP, consent: false }], ['tips'], ['news: unsubscribed']],
    [
      'a topic that is subscribed by default can be left',
      [{ ...SIGN_UP, consent: false }, { unsubscribe: 'tips' }],
      ['tips', 'welcome'],
      ['news: unsubscribed'],
    ],
  ])('%s', async (_what, timeline, sent, skipped) => {
    const report = await play({ programs: [farewell], timeline, expect: { standsAt: ['in'] } });
    expect(report.failures).toEqual([]);
    expect(ofKind(report, 'email').map(({ template }) => template)).toEqual(sent);
    expect(skips(report)).toEqual(skipped);
  });

  it('a skipped mail can be expected, and the path goes on', async () => {
    const { failures } = await play({
      programs: [simpleMap(...path(email('news'), email('welcome')))],
      timeline: [{ ...SIGN_UP, consent: false }],
      expect: {
        emails: [{ template: 'welcome' }],
        noOtherEmails: true,
        skipped: [{ template: 'news', why: 'unsubscribed' }],
      },
    });
    expect(failures).toEqual([]);
  });

  it('who has left is not brought back by another submission, and leaving twice is leaving once', async () => {
    const leave = { unsubscribe: 'news' };
    const submitted = door('signed-up', { type: 'form-submitted' }, 'news', { ifOnMap: 'add-again' });
    const again = mapOf({ triggers: [submitted], steps: [email('news')] });
    const report = await play({ programs: [again], timeline: [SIGN_UP, leave, leave, SIGN_UP] });
    expect(mails(report)).toEqual(['news 2026-01-05T09:00Z']);
    expect(skips(report)).toEqual(['news: unsubscribed']);
    expect(ofKind(report, 'entry').map(({ detail }) => detail)).toEqual([
      'form sign-up submitted',
      'unsubscribed from news',
      'the contact is not subscribed to news',
      'form sign-up submitted',
    ]);
  });

  it('nobody can leave what is no marketing', async () => {
    const report = await play({
      timeline: [{ unsubscribe: 'thanks' }],
      expect: { refused: ['unknown-topic'] },
    });
    expect(report.failures).toEqual([]);
  });

  it('every marketing mail says how to leave, once', async () => {
    const report = await play({
      programs: [simpleMap(...path(email('news'), email('tips')))],
      timeline: [SIGN_UP],
    });
    const link = 'https://partners.example/unsubscribe/simulated';
    const texts = ofKind(report, 'email').map(({ text }) => text);
    expect(texts.map((text) => text.split(link).length - 1)).toEqual([1, 1]);
    expect(texts[0]).toContain(`Unsubscribe or choose your mails (${link})`);
  });
});

/** News three times over, then parked. */
const threeNews = simpleMap(
  ...path(email('news'), email('again', { email: NEWS }), email('more', { email: NEWS }), end('in')),
);

describe('the cap', () => {
  const cap = (beyond: 'drop' | 'delay') => ({
    caps: { marketing: { count: 2, per: { days: 7 }, beyond } },
  });

  it('drops what is too much: the path goes on', async () => {
    const { failures } = await play({
      programs: [threeNews],
      sending: cap('drop'),
      timeline: [SIGN_UP],
      expect: {
        emails: [{ template: 'news' }, { template: 'news' }],
        noOtherEmails: true,
        skipped: [{ template: 'news', why: 'capped' }],
        standsAt: ['in'],
      },
    });
    expect(failures).toEqual([]);
  });

  it('or delays it until there is room', async () => {
    const report = await play({
      programs: [threeNews],
      sending: cap('delay'),
      timeline: [SIGN_UP, { after: '8 days' }],
    });
    expect(mails(report).at(-1)).toBe('news 2026-01-12T09:00Z');
    expect(ofKind(report, 'held')).toMatchObject([{ why: 'cap', until: '2026-01-12T09:00:00.000Z' }]);
  });
});

describe('quiet hours', () => {
  const quietHours = { from: '08:00', to: '12:00', zone: 'contact', tooLong: 'drop' as const };

  it('hold marketing until they end where the contact is, and nothing else', async () => {
    const report = await play({
      programs: [simpleMap(...path(email('welcome'), email('news'), end('in')))],
      contact: { ...ADA, timeZone: 'Europe/Paris' },
      sending: { quietHours },
      timeline: [SIGN_UP, { after: '1 day' }],
    });
    expect(mails(report)).toEqual(['welcome 2026-01-05T09:00Z', 'news 2026-01-05T11:00Z']);
  });

  it('drop what was held too long', async () => {
    const { failures } = await play({
      programs: [simpleMap(email('news'))],
      sending: { quietHours: { ...quietHours, heldLongerThan: { ms: 3_600_000 } } },
      timeline: [SIGN_UP, { after: '1 hour' }],
      expect: { skipped: [{ template: 'news', why: 'held-too-long' }] },
    });
    expect(failures).toEqual([]);
  });

  it('ask again who wants it', async () => {
    const { failures } = await play({
      programs: [simpleMap(email('news'))],
      sending: { quietHours },
      timeline: [SIGN_UP, { after: '1 hour', unsubscribe: 'news' }, { after: '1 day' }],
      expect: { emails: [], skipped: [{ template: 'news', why: 'unsubscribed' }] },
    });
    expect(failures).toEqual([]);
  });

  it('a refund retracts a held congratulation', async () => {
    const congratulated = mapOf({
      triggers: [door('signed-up', { type: 'form-submitted' }, 'in')],
      milestones: [milestones([1_000], 'news')],
      steps: [end('in'), email('news')],
    });
    const { failures } = await play({
      programs: [congratulated],
      sending: { quietHours },
      timeline: [
        SIGN_UP,
        { sale: { id: 's-1', amount: 1_000 } },
        { after: '1 hour', refund: { sale: 's-1' } },
        { after: '1 day' },
      ],
      expect: { emails: [], skipped: [{ template: 'news', why: 'retracted' }], milestones: [] },
    });
    expect(failures).toEqual([]);
  });
});

describe('the breaker', () => {
  it('holds whatever floods, and lets it go at the rate that it allows', async () => {
    const report = await play({
      programs: [simpleMap(...path(email('welcome'), email('notice'), end('in')))],
      sending: { breaker: { perContact: { count: 1, per: { ms: 3_600_000 } } } },
      timeline: [SIGN_UP, { after: '1 day' }],
    });
    expect(mails(report)).toEqual(['welcome 2026-01-05T09:00Z', 'notice 2026-01-05T10:00Z']);
  });
});

describe('clicks', () => {
  const PRICES = 'https://acme.example/prices';
  const emails = {
    offer: ['An offer', `[Prices](${PRICES}), [help](https://acme.example/help?q={{contact.email}})`, 'tips'],
  } as const;
  const LOOK: Step = {
    kind: 'waitFor',
    id: 'look',
    next: null,
    on: { type: 'email-clicked' },
    otherwise: null,
  };
  /** An offer; who looks at the prices is welcomed, at each mail. */
  const offering = mapOf({
    triggers: [
      door('signed-up', { type: 'form-submitted' }, 'offer', { ifOnMap: 'add-again' }),
      door('keen', { type: 'email-clicked', email: 'offer', where: `event.link == '${PRICES}'` }, 'hello', {
        scope: 'on-map',
        ifOnMap: 'add-again',
      }),
    ],
    steps: [...path(email('offer'), LOOK, end('in')), email('welcome', { id: 'hello' })],
  });
  const click = (link: string) => ({ click: { template: 'offer', link } });
  const clicks = (timeline: TimelineEntry[], expect: Play['expect'] = {}, clicks = true) =>
    play({ programs: [offering], emails, sending: { tracking: { clicks } }, timeline, expect });

  it('reach the map, once for each mail and link', async () => {
    const report = await clicks([SIGN_UP, click(PRICES), click(PRICES), SIGN_UP, click(PRICES)]);
    expect(ofKind(report, 'email').map(({ template }) => template)).toEqual([
      'offer',
      'welcome',
      'offer',
      'welcome',
    ]);
    expect(ofKind(report, 'entry').map(({ detail }) => detail)).toEqual([
      'form sign-up submitted',
      `clicked ${PRICES} in offer`,
      'the first click on this link of offer counts',
      'form sign-up submitted',
      `clicked ${PRICES} in offer`,
    ]);
  });

  it('are what a place waits for; the link is the one of the mail', async () => {
    const { failures } = await clicks([SIGN_UP, click('https://acme.example/help?q=ada@example.com')], {
      standsAt: ['in'],
      emails: [{ template: 'offer', contains: PRICES }],
      noOtherEmails: true,
    });
    expect(failures).toEqual([]);
  });

  it.each<[what: string, entry: TimelineEntry, tracked: boolean, code: string]>([
    ['of a mail that was not sent', { click: { template: 'news', link: PRICES } }, true, 'unknown-mail'],
    ['on a link that it has not', click('https://acme.example/'), true, 'unknown-link'],
    ['on a link that nobody counts', click(PRICES), false, 'unknown-link'],
  ])('%s are refused', async (_what, entry, tracked, code) => {
    const { failures } = await clicks([SIGN_UP, entry], { refused: [code], standsAt: ['look'] }, tracked);
    expect(failures).toEqual([]);
  });
});

describe('an address that does not work', () => {
  it('is suppressed, and the map hears of it', async () => {
    const map = mapOf({
      triggers: [
        door('signed-up', { type: 'form-submitted' }, 'welcome'),
        door('bounced', { type: 'email-bounced', email: 'welcome' }, 'tell', {
          scope: 'on-map',
          ifOnMap: 'add-again',
        }),
      ],
      steps: [...path(email('welcome'), email('notice'), end('in')), notify('notice', { id: 'tell' })],
    });
    const { failures } = await play({
      programs: [map],
      timeline: [{ mailFails: { template: 'welcome', times: 1, permanent: true } }, SIGN_UP],
      expect: {
        emails: [],
        teamEmails: [{ template: 'notice' }],
        skipped: [
          { template: 'welcome', why: 'suppressed' },
          { template: 'notice', why: 'suppressed' },
        ],
        standsAt: ['in'],
      },
    });
    expect(failures).toEqual([]);
  });
});

it('a mail to a team or an address is no mail to the contact', async () => {
  const { failures } = await play({
    programs: [
      simpleMap(...path(email('notice', { to: 'managers' }), email('welcome', { to: 'sam@example.com' }))),
    ],
    timeline: [SIGN_UP],
    expect: {
      emails: [],
      teamEmails: [
        { template: 'notice', to: 'kim@example.com' },
        { template: 'welcome', to: 'sam@example.com' },
      ],
    },
  });
  expect(failures).toEqual([]);
});
