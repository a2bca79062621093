import { describe, expect, it } from 'vitest';
import type { Trigger } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step-types.ts';
import { branch, door, email, end, exit, mapOf, noticesOf, releases, submitted } from './builders.ts';
import { Player } from './player.ts';

const login = { type: 'login-used', data: {} } as const;
const onMap = { scope: 'on-map', ifOnMap: 'add-again' } as const;

function play(triggers: Trigger[], steps: Step[]): Player {
  return new Player(releases({ r1: [mapOf({ triggers, steps })] }));
}

describe('only the first door opens for a newcomer', () => {
  it('of several that match the same event', () => {
    const player = play(
      [door('one', { type: 'login-used' }, 'a'), door('two', { type: 'login-used' }, 'b')],
      [email('a'), email('b')],
    );
    expect(player.hear(login).mails()).toEqual(['a']);
    expect(player.stands()).toEqual(['one.end']);
  });

  it('but every notice, for nobody stands on those', () => {
    const notices = mapOf({
      kind: 'notices',
      map: 'main.notices',
      triggers: [
        door('earned', { type: 'commission-earned' }, 'thanks'),
        door('sold', { type: 'sale-recorded' }, 'sold'),
      ],
      steps: [email('thanks'), email('sold')],
    });
    const player = new Player(releases({ r1: [notices] })).sale(1);
    expect(player.mails()).toEqual(['sold', 'thanks']);
    expect(player.sale(1).mails()).toEqual(['sold', 'thanks', 'sold', 'thanks']);
  });

  it('of several that match occurrences of one sale', () => {
    const player = play(
      [
        door('field', { type: 'field-updated', field: 'totalSales' }, 'a'),
        door('sale', { type: 'sale-recorded' }, 'b'),
      ],
      [email('a'), email('b')],
    );
    expect(player.sale(10).mails()).toEqual(['b']);
  });

  it('also when its path leaves the map at once', () => {
    const player = play(
      [door('one', { type: 'login-used' }, 'out'), door('two', { type: 'login-used' }, 'b')],
      [exit('out'), email('b')],
    );
    expect(player.hear(login).mails()).toEqual([]);
    expect(player.stands()).toEqual([]);
  });

  it('a door that refuses is not the first', () => {
    const player = play(
      [
        door('one', { type: 'login-used', where: 'contact.numberOfSales > 5' }, 'a'),
        door('two', { type: 'login-used' }, 'b'),
      ],
      [email('a'), email('b')],
    );
    expect(player.hear(login).mails()).toEqual(['b']);
  });

  it('for who is on the map, every door opens, in file order', () => {
    const player = play(
      [
        door('in', { type: 'form-submitted' }, 'home'),
        door('one', { type: 'login-used' }, 'a', onMap),
        door('two', { type: 'login-used' }, 'b', onMap),
      ],
      [end('home'), email('a'), email('b')],
    );
    expect(player.hear(submitted()).hear(login).mails()).toEqual(['a', 'b']);
  });
});

describe('scope is judged by where the contact stood before the event', () => {
  it('a newcomer of this very sale is not yet on the map', () => {
    const player = play(
      [
        door('in', { type: 'sale-recorded' }, 'home'),
        door('more', { type: 'field-updated', field: 'totalSales' }, 'a', onMap),
      ],
      [end('home'), email('a')],
    );
    expect(player.sale(10).mails()).toEqual([]);
    expect(player.sale(10).mails()).toEqual(['a']);
  });

  it('who was parked before it counts as parked after a move by it', () => {
    const player = play(
      [
        door('in', { type: 'form-submitted' }, 'home'),
        door('move', { type: 'sale-recorded' }, 'a', { scope: { parkedAt: ['home'] }, ifOnMap: 'move' }),
        door('add', { type: 'commission-earned' }, 'b', {
          scope: { parkedAt: ['home'] },
          ifOnMap: 'add-again',
        }),
      ],
      [end('home'), email('a'), email('b')],
    );
    expect(player.hear(submitted()).sale(10).mails()).toEqual(['a', 'b']);
    expect(player.stands()).toEqual(['move.end']);
  });

  it.each([
    ['before', ['leave', 'add']],
    ['after', ['add', 'leave']],
  ])('who leaves by an event is not brought back by a later door of it (leaving %s)', (_when, order) => {
    const doors = {
      leave: door('leave', { type: 'login-used' }, 'out', { scope: 'on-map', ifOnMap: 'move' }),
      add: door('add', { type: 'login-used' }, 'a', onMap),
    };
    const player = play(
      [
        door('in', { type: 'form-submitted' }, 'home'),
        ...order.map((name) => doors[name as keyof typeof doors]),
      ],
      [end('home'), exit('out'), email('a')],
    );
    expect(player.hear(submitted()).hear(login).mails()).toEqual([]);
    expect(player.stands()).toEqual([]);
  });
});

describe('one sale', () => {
  const heard = (name: string, on: Trigger['on']) => door(name, on, name, onMap);
  const totals = ['totalSales', 'numberOfSales', 'totalCommission'];
  const doors = [
    ...totals.toReversed().map((field) => heard(field, { type: 'field-updated', field })),
    heard('commission', { type: 'commission-earned' }),
    heard('recorded', { type: 'sale-recorded' }),
  ];
  const steps = [...totals, 'commission', 'recorded'].map((name) => email(name));

  it('is decided as sale, commission, then the totals in order, whatever the order of the doors', () => {
    const player = play([door('in', { type: 'form-submitted' }, null), ...doors], steps);
    player.hear(submitted()).sale(10);
    expect(player.mails()).toEqual(['recorded', 'commission', ...totals]);
  });

  it('that earns no commission raises no commission-earned, and no field that stays the same', () => {
    const player = play([door('in', { type: 'form-submitted' }, null), ...doors], steps);
    player.hear(submitted()).sale(10, { commission: 0, kind: 'recurring' });
    expect(player.mails()).toEqual(['recorded', 'totalSales']);
  });

  it('is decided by the notices first, then by the maps by name, each occurrence on all of them', () => {
    const named = (map: string) =>
      mapOf({
        map,
        triggers: [
          door('in', { type: 'form-submitted' }, null),
          door('c', { type: 'commission-earned' }, `${map}-c`, onMap),
          door('f', { type: 'field-updated', field: 'totalSales' }, `${map}-f`, onMap),
        ],
        steps: [email(`${map}-c`), email(`${map}-f`)],
      });
    const programs = releases({ r1: [named('b'), named('a'), noticesOf(email('thanks'))] });
    const player = new Player(programs).hear(submitted()).sale(10);
    expect(player.mails()).toEqual(['thanks', 'a-c', 'b-c', 'a-f', 'b-f']);
  });

  it('conditions see the totals after the sale', () => {
    const when = 'contact.totalSales == 10 && contact.numberOfSales == 1';
    const player = play(
      [door('in', { type: 'sale-recorded' }, 'ask')],
      [branch('ask', [{ when, first: 'a' }]), email('a')],
    );
    expect(player.sale(10).mails()).toEqual(['a']);
  });
});

describe('facts of another partner program', () => {
  it('are no business of this map, and change nothing that it reads', () => {
    const player = play(
      [door('in', { type: 'form-submitted' }, 'a'), door('sale', { type: 'sale-recorded' }, 'b')],
      [email('a'), email('b')],
    );
    const sale = { id: 's', amount: 100, kind: 'first', at: 0 } as const;
    const changes = [{ field: 'totalSales', before: 0, after: 100 }];
    player.hear({ type: 'sale-recorded', data: { sale, program: 'other', changes } });
    expect(player.mails()).toEqual([]);
    expect(player.state.enrolments).toEqual({ other: { totalSales: 100 } });
  });
});
