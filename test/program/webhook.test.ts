import { describe, expect, it } from 'vitest';
import type { ActivityOutcome, WebhookRequest } from '../../src/program/commands.ts';
import type { WebhookStep } from '../../src/program/step-types.ts';
import {
  DAY,
  door,
  email,
  end,
  HOUR,
  mapOf,
  MINUTE,
  path,
  releases,
  START,
  submitted,
  webhook,
} from './builders.ts';
import { Player } from './player.ts';

const answered = (status: number): ActivityOutcome => ({ status: 'done', output: { status } });
const failed = (more: { notBefore?: number; permanent?: boolean } = {}): ActivityOutcome => ({
  status: 'failed',
  message: 'The webhook answered 503.',
  permanent: false,
  ...more,
});

/** A webhook with a mail on either path, before `home`. */
function calling(answer: ActivityOutcome, settings: Partial<Omit<WebhookStep, 'kind'>> = {}): Player {
  const paths = { success: 'good', failure: 'bad' };
  const steps = [
    ...path(webhook('tell-crm', { ...paths, ...settings }), end('home')),
    email('good', { next: 'home' }),
    email('bad', { next: 'home' }),
  ];
  const play = new Player(
    releases({ r1: [mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'tell-crm')], steps })] }),
  );
  play.answers = ({ activity }) => (activity === 'call-webhook' ? answer : 'done');
  const changes = [{ field: 'email', before: null, after: 'ada@example.com' }];
  return play.hear(submitted('sign-up', changes));
}

const requestOf = ({ started }: Player) => started[0]?.job.input as WebhookRequest;
const minutes = ({ started }: Player) => started.map(({ at }) => (at - START) / MINUTE);

describe('the answer of a webhook', () => {
  it.each<[status: number, path: 'good' | 'bad']>([
    [200, 'good'],
    [204, 'good'],
    [299, 'good'],
    [301, 'bad'],
    [400, 'bad'],
    [404, 'bad'],
  ])('%i takes the path of %s, which rejoins', (status, taken) => {
    const play = calling(answered(status));
    expect(play.mails()).toEqual(['call-webhook', taken]);
    expect(play.stands()).toEqual(['home']);
  });

  it.each([200, 404])('%i goes on where its path is left out', (status) => {
    const play = calling(answered(status), { success: null, failure: null });
    expect(play.mails()).toEqual(['call-webhook']);
    expect(play.stands()).toEqual(['home']);
  });
});

describe('the request of a webhook', () => {
  it('keeps what expressions come to apart from the texts of the map', () => {
    const body = {
      note: 'key ${secret.KEY}',
      who: { cel: 'contact.email' },
      list: [1, null, { cel: 'contact.score' }, { cel: 'event.form' }],
      cel: { cel: 'contact.totalSales >= 1' },
    };
    const play = calling(answered(200), { body });
    expect(requestOf(play)).toEqual({
      url: 'https://crm.example/partners',
      method: 'POST',
      headers: {},
      body,
      values: {
        'contact.email': 'ada@example.com',
        'contact.score': 0,
        'event.form': 'sign-up',
        'contact.totalSales >= 1': false,
      },
      timeout: 10_000,
    });
  });

  it('has null for a value that is missing', () => {
    const play = calling(answered(200), { body: [{ cel: 'event.nothing' }] });
    expect(requestOf(play).values).toEqual({ 'event.nothing': null });
  });

  it('is told of without its address and what is sent', () => {
    const play = calling(answered(200), { url: 'https://crm.example/?key=1', body: 'hello' });
    expect(play.started[0]?.job).toMatchObject({ id: 'm/tell-crm#1', summary: 'Call the webhook tell-crm' });
  });

  it.each([
    ['2 minutes', { ms: 2 * MINUTE }, 2 * MINUTE],
    ['an hour', { ms: HOUR }, 5 * MINUTE],
    ['a day', { days: 1 }, 5 * MINUTE],
  ])('waits %s, but never longer than 5 minutes', (_what, timeout, wait) => {
    expect(requestOf(calling(answered(200), { timeout })).timeout).toBe(wait);
  });
});

describe('a webhook that fails', () => {
  it('is tried again, then takes the path of failure', () => {
    const play = calling(failed()).pass(HOUR);
    expect(minutes(play)).toEqual([0, 1, 3, 7, 15, 31]);
    expect(play.stands()).toEqual(['tell-crm']);
    expect(
      play
        .pass(3 * DAY)
        .mails()
        .at(-1),
    ).toBe('bad');
    expect(play.stands()).toEqual(['home']);
  });

  it('takes the path of failure at once where trying again cannot mend it', () => {
    expect(calling(failed({ permanent: true })).mails()).toEqual(['call-webhook', 'bad']);
  });

  it('is tried again when it says, but not earlier than otherwise', () => {
    const play = calling(failed({ notBefore: START + 10 * MINUTE })).pass(30 * MINUTE);
    expect(minutes(play)).toEqual([0, 10, 12, 16, 24]);
  });

  it('that says so for ever is given up all the same', () => {
    const play = calling(failed(), { onFailure: { retryFor: { days: 1 } } });
    play.answers = ({ activity }) =>
      activity === 'call-webhook' ? failed({ notBefore: play.now + 2 * HOUR }) : 'done';
    expect(
      play
        .pass(2 * DAY)
        .mails()
        .at(-1),
    ).toBe('bad');
    expect(play.started).toHaveLength(14);
  });

  it.each([
    ['parks', { giveUp: 'park' as const }, ['tell-crm'], ['call-webhook']],
    ['goes on', { giveUp: 'continue' as const }, ['home'], ['call-webhook']],
    ['has a path of its own', { giveUp: { first: 'good' } }, ['home'], ['call-webhook', 'good']],
    ['says how long only', { retryFor: { ms: HOUR } }, ['home'], ['call-webhook', 'bad']],
  ])('%s where onFailure says so', (_what, onFailure, stands, told) => {
    const play = calling(failed({ permanent: true }), { onFailure });
    expect([play.stands(), play.mails()]).toEqual([stands, told]);
  });
});
