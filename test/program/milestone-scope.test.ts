import { describe, expect, it } from 'vitest';
import type { MilestoneSet } from '../../src/program/program.ts';
import { door, email, end, HOUR, mapOf, milestones, path, releases, submitted, wait } from './builders.ts';
import { Player } from './player.ts';

/** `in`: an hour at `busy`, then parked at `home`; a milestone of 100 sends `bravo`, and one of 300 another. */
function player(scope?: MilestoneSet['scope']): Player {
  const map = mapOf({
    triggers: [door('in', { type: 'form-submitted' }, 'busy')],
    milestones: [milestones([100, 300], 'bravo', scope ? { scope } : {})],
    steps: [...path(wait('busy', { ms: HOUR }), end('home')), email('bravo')],
  });
  return new Player(releases({ r1: [map] }));
}

describe('the scope of milestones', () => {
  it.each<[string, MilestoneSet['scope'], boolean, boolean, boolean]>([
    ['on-map', undefined, false, true, true],
    ['parked', 'parked', false, false, true],
    ['parkedAt here', { parkedAt: ['home'] }, false, false, true],
    ['parkedAt elsewhere', { parkedAt: ['other'] }, false, false, false],
    ['anyone', 'anyone', true, true, true],
  ])('%s', (_name, scope, outside, busy, parked) => {
    const sent = (play: Player) => play.sale(100).mails().includes('bravo');
    expect(sent(player(scope))).toBe(outside);
    expect(sent(player(scope).hear(submitted()))).toBe(busy);
    expect(sent(player(scope).hear(submitted()).pass(HOUR))).toBe(parked);
  });

  it('anyone brings a contact onto the map as their main place', () => {
    const play = player('anyone').sale(100);
    expect(play.stands()).toEqual(['milestones/total.end']);
    expect(play.reached()).toEqual([100]);
    expect(play.sale(200).mails()).toEqual(['bravo', 'bravo']);
    expect(play.stands()).toEqual(['milestones/total.end']);
  });

  it('thresholds that were passed out of scope are caught up on by coming onto the map, not by an added place', () => {
    const on = { scope: 'on-map', ifOnMap: 'add-again' } as const;
    const map = mapOf({
      triggers: [
        door('in', { type: 'form-submitted' }, 'busy'),
        door('more', { type: 'login-used' }, 'slow', on),
      ],
      milestones: [milestones([100], 'bravo', { scope: 'parked', backfill: 'send' })],
      steps: [wait('busy', { ms: HOUR }), wait('slow', { ms: HOUR }), email('bravo')],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).sale(100);
    expect(play.hear({ type: 'login-used', data: {} }).mails()).toEqual([]);
    expect(play.stands()).toEqual(['busy', '+slow']);
    expect(new Player(releases({ r1: [map] })).sale(100).hear(submitted()).mails()).toEqual(['bravo']);
  });
});
