import { describe, expect, test } from 'vitest';
import type { Program } from '../../src/program/program.ts';
import type { MapStep, Step } from '../../src/program/step-types.ts';
import {
  approve,
  door,
  email,
  end,
  mapOf,
  milestones,
  path,
  releases,
  submitted,
  wait,
  DAY,
} from './builders.ts';
import { Player } from './player.ts';

const SIGN_UP = { type: 'form-submitted', form: 'sign-up' } as const;

function act(id: string, action: MapStep['action'], target: string): Step {
  return { kind: 'map', id, next: null, action, target };
}

/** Map `m` does something to `other`, which has a door for those who are added and one for sign-ups. */
function two(steps: Step[], other: Partial<Omit<Program, 'steps'>> & { steps?: Step[] } = {}): Player {
  const first = mapOf({ triggers: [door('in', SIGN_UP, steps[0]?.id ?? null)], steps });
  const doors = [door('added', { type: 'added' }, 'hello')];
  const hello = path(email('hello'), end('there'));
  return new Player(
    releases({ r1: [first, mapOf({ map: 'other', triggers: doors, steps: hello, ...other })] }),
  );
}

describe('a step that acts on another map', () => {
  test('adds the contact through its `added` triggers, and goes on', () => {
    const player = two(path(act('a', 'add', 'other'), end('e'))).hear(submitted());
    expect(player.started.map(({ job }) => job.id)).toEqual(['m/a#1', 'other/hello#2']);
    expect([player.stands(), player.stands('other')]).toEqual([['e'], ['there']]);
  });

  test('removes the contact with every place, and what is unsent with them', () => {
    const away = path(wait('rest', { ms: 1 }), act('r', 'remove', 'other'), end('e'));
    const player = two(path(act('a', 'add', 'other'), ...away));
    player.answers = ({ origin }) =>
      origin.step === 'hello' ? { status: 'failed', message: 'away', permanent: false } : 'done';
    player.hear(submitted()).pass(DAY);
    expect([player.stands(), player.stands('other')]).toEqual([['e'], []]);
    expect(player.mails().filter((mail) => mail === 'hello')).toHaveLength(1);
  });

  test('a map without such a trigger, or one that is not there, is no obstacle', () => {
    for (const target of ['other', 'nowhere']) {
      const player = two(path(act('a', 'add', target), end('e')), { triggers: [] }).hear(submitted());
      expect([player.stands(), player.stands('other')]).toEqual([['e'], []]);
    }
  });
});

describe('somebody puts the contact at a step', () => {
  const welcome = mapOf({
    triggers: [door('in', SIGN_UP, 'review')],
    milestones: [milestones([1_000, 5_000], 'passed')],
    steps: [...path(approve('review'), email('welcome'), end('active')), email('passed')],
  });
  const added = (at: string) => ({ type: 'added', data: { map: 'm', by: 'kim@example.com', at } }) as const;
  const player = (program = welcome) => new Player(releases({ r1: [program] }));

  test('without a mail, and thresholds below the total count as reached', () => {
    const told = player().correct({ totalSales: 2_000_00 }).hear(added('active'));
    expect([told.stands(), told.mails(), told.reached()]).toEqual([['active'], [], [1_000]]);
    expect(told.at('active')).toMatchObject({ main: true, door: 'in' });
    expect(told.sale(4_000).mails()).toEqual(['passed']);
  });

  test('or sends their congratulations where `backfill` says so', () => {
    const sends = { ...welcome, milestones: [milestones([1_000], 'passed', { backfill: 'send' })] };
    expect(player(sends).correct({ totalSales: 2_000_00 }).hear(added('active')).mails()).toEqual(['passed']);
  });

  test.each(['review', 'in.end'])('at %s', (at) => {
    expect(player().hear(added(at)).stands()).toEqual([at]);
  });

  test('who stands there already stays, and a step that is gone is refused', () => {
    const there = player().hear(submitted()).hear(added('active'));
    expect(there.stands()).toEqual(['review']);
    const lost = player().hear(added('gone'));
    expect(lost.stands()).toEqual([]);
    expect([there, lost].map(({ state }) => state.refused.map(({ why }) => why))).toEqual([
      ['the contact stands on m already'],
      ['m has no such step'],
    ]);
  });

  test('and takes them off the map again', () => {
    const gone = player()
      .hear(added('active'))
      .hear({ type: 'removed', data: { map: 'm', by: 'kim@example.com' } });
    expect(gone.stands()).toEqual([]);
    expect(gone.state.maps['m']?.leftAt).toBe(gone.now);
  });
});
