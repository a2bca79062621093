import { describe, expect, it } from 'vitest';
import type { ActivityOutcome } from '../../src/program/commands.ts';
import type { OnFailure } from '../../src/program/step-types.ts';
import {
  DAY,
  door,
  email,
  end,
  grantLogin,
  HOUR,
  mapOf,
  MINUTE,
  path,
  releases,
  START,
  submitted,
} from './builders.ts';
import { Player } from './player.ts';

const FAILED: ActivityOutcome = { status: 'failed', message: 'mail server gone', permanent: false };
const PERMANENT: ActivityOutcome = { status: 'failed', message: 'no such mailbox', permanent: true };

/** One mail, whose attempts are answered in turn; the last answer is repeated. */
function player(...answers: ActivityOutcome[]): Player {
  const map = mapOf({
    triggers: [door('in', { type: 'form-submitted' }, 'a')],
    steps: path(email('a'), end('home')),
  });
  const play = new Player(releases({ r1: [map] }));
  play.answers = () => (answers.length > 1 ? answers.shift() : answers[0]) ?? 'done';
  return play.hear(submitted());
}

/** Minutes after the start at which attempts were made. */
const minutes = (play: Player) => play.started.map(({ at }) => (at - START) / MINUTE);

describe('a failing activity', () => {
  it('is tried again after 1 minute, doubling to 1 hour', () => {
    const play = player(FAILED).pass(6 * HOUR);
    expect(minutes(play)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243, 303]);
  });

  it('waits for repair when three days are over, and asks no more', () => {
    const play = player(FAILED).pass(3 * DAY);
    const last = minutes(play).at(-1) ?? 0;
    expect(last).toBeGreaterThan(3 * 24 * 60 - 61);
    expect(play.at('a').waits).toEqual({ for: 'repair', reason: 'mail server gone' });
    expect(minutes(play.pass(30 * DAY)).at(-1)).toBe(last);
    expect(play.stands()).toEqual(['a']);
  });

  it('keeps its identity, so that nothing is sent twice', () => {
    const ids = player(FAILED)
      .pass(HOUR)
      .started.map(({ job }) => job);
    expect(new Set(ids.map(({ id }) => id))).toEqual(new Set(['m/a#1']));
    expect(new Set(ids.map((job) => JSON.stringify(job)))).toHaveProperty('size', 1);
  });

  it('that succeeds at last lets the place go on', () => {
    const play = player(FAILED, FAILED, { status: 'done' }).pass(3 * MINUTE);
    expect(play.stands()).toEqual(['home']);
  });

  it('has not failed while a rule holds its mail: a failure behind it is the first', () => {
    const play = player(FAILED, { status: 'not-before', at: START + 6 * DAY, why: 'cap' }, FAILED);
    play.pass(6 * DAY + 2 * MINUTE);
    expect(minutes(play)).toEqual([0, 1, 6 * 24 * 60, 6 * 24 * 60 + 1]);
    expect(play.at('a').waits).toMatchObject({ for: 'retry' });
  });

  it('does not hold up other places', () => {
    const map = mapOf({
      triggers: [
        door('in', { type: 'form-submitted' }, 'a'),
        door('add', { type: 'login-used' }, 'b', { scope: 'on-map', ifOnMap: 'add-again' }),
      ],
      steps: [email('a'), email('b')],
    });
    const play = new Player(releases({ r1: [map] }));
    play.answers = (job) => (job.origin.step === 'a' ? PERMANENT : 'done');
    play.hear(submitted()).hear({ type: 'login-used', data: {} });
    expect(play.mails()).toEqual(['a', 'b']);
    expect(play.stands()).toEqual(['a']);
  });
});

describe('a permanent failure', () => {
  it.each([
    ['at once', [PERMANENT], 1],
    ['after others', [FAILED, PERMANENT], 2],
  ])('%s waits for repair', (_when, answers, attempts) => {
    const play = player(...answers).pass(9 * DAY);
    expect(play.started).toHaveLength(attempts);
    expect(play.at('a').waits).toEqual({ for: 'repair', reason: 'no such mailbox' });
    expect(play.stands()).toEqual(['a']);
  });

  it('of a login too', () => {
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, 'l')],
      steps: [grantLogin('l')],
    });
    const play = new Player(releases({ r1: [map] }));
    play.answers = () => PERMANENT;
    expect(play.hear(submitted()).at('l').waits.for).toBe('repair');
  });
});

describe('not before', () => {
  it('asks again at that instant, and counts no failure', () => {
    const later: ActivityOutcome = { status: 'not-before', at: START + 8 * HOUR };
    const play = player(later, FAILED, { status: 'done' }).pass(9 * HOUR);
    expect(minutes(play)).toEqual([0, 480, 481]);
    expect(play.stands()).toEqual(['home']);
  });

  it('holds as long as it takes', () => {
    const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'a')], steps: [email('a')] });
    const play = new Player(releases({ r1: [map] }));
    play.answers = () =>
      play.now < START + 10 * DAY ? { status: 'not-before', at: play.now + DAY } : 'done';
    play.hear(submitted()).pass(11 * DAY);
    expect(play.started).toHaveLength(11);
    expect(play.stands()).toEqual(['in.end']);
  });

  it('an instant that has passed is not asked about in a circle', () => {
    const play = player({ status: 'not-before', at: START - DAY }, { status: 'done' });
    expect(play.started).toHaveLength(1);
    expect(play.at('a').waits).toMatchObject({ for: 'retry', at: START + 1_000 });
    expect(play.pass(1_000).stands()).toEqual(['home']);
  });
});

describe('an answer nobody waits for', () => {
  it.each([
    ['of an unknown activity', 'm/a#99'],
    ['that came before', 'm/a#1'],
  ])('%s changes nothing', (_what, id) => {
    const play = player({ status: 'done' });
    const before = play.state;
    play.tell({ type: 'activity-ended', id, outcome: FAILED });
    expect(play.state).toEqual(before);
  });

  it('while the same activity is retried changes nothing', () => {
    const play = player(FAILED);
    const before = play.state;
    play.tell({ type: 'activity-ended', id: 'm/a#1', outcome: { status: 'done' } });
    expect(play.state).toEqual(before);
  });
});

describe('onFailure', () => {
  /** One mail with this setting, before `home`; `sorry` is the path of `giveUp`. */
  function failing(onFailure: OnFailure, ...answers: ActivityOutcome[]): Player {
    const steps = [...path(email('a', { onFailure }), end('home')), ...path(email('sorry'), end('told'))];
    const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'a')], steps });
    const play = new Player(releases({ r1: [map] }));
    play.answers = ({ origin }) => (origin.step === 'a' ? (answers[0] ?? 'done') : 'done');
    return play.hear(submitted());
  }

  it.each<[string, NonNullable<OnFailure['giveUp']>, string[]]>([
    ['park', 'park', ['a']],
    ['continue', 'continue', ['home']],
    ['a path', { first: 'sorry' }, ['told']],
    ['an empty path', { first: null }, ['home']],
  ])('then: %s, when the time to retry is over', (_what, giveUp, stands) => {
    const play = failing({ retryFor: { ms: HOUR }, giveUp }, FAILED);
    expect(play.stands()).toEqual(['a']);
    expect(play.pass(2 * HOUR).stands()).toEqual(stands);
    expect(
      minutes(play)
        .filter((minute) => minute <= 60)
        .slice(0, 6),
    ).toEqual([0, 1, 3, 7, 15, 31]);
  });

  it('holds for a login that nobody may get', () => {
    const steps = path(grantLogin('a', { onFailure: { giveUp: 'continue' } }), end('home'));
    const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'a')], steps });
    const play = new Player(releases({ r1: [map] }));
    play.answers = () => ({ status: 'done', skipped: 'suppressed' });
    expect(play.hear(submitted()).stands()).toEqual(['home']);
  });

  it('gives up at once on a failure that is permanent', () => {
    expect(failing({ giveUp: 'continue' }, PERMANENT).stands()).toEqual(['home']);
  });
});
