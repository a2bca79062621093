import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../src/language/scenario.generated.ts';
import { door, email, end, mapOf, path } from '../program/builders.ts';
import { mails, ofKind, play, simpleMap } from './stage.ts';

const SIGN_UP = { submit: 'sign-up' };

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
