import { describe, expect, test } from 'vitest';
import type { ActivityJob } from '../../src/program/commands.ts';
import type { Program } from '../../src/program/program.ts';
import {
  door,
  email,
  end,
  eventOf,
  HOUR,
  mapOf,
  MINUTE,
  path,
  releases,
  set,
  START,
  submitted,
  tag,
  untag,
  wait,
} from './builders.ts';
import { Player } from './player.ts';

const SIGN_UP = { type: 'form-submitted', form: 'sign-up' } as const;

/** Everybody who submits the form goes through `steps`. */
function taking(steps: Program['steps'][string][], more: Partial<Program> = {}): Player {
  const { triggers = [], ...rest } = more;
  const first = door('in', SIGN_UP, steps[0]?.id ?? null);
  return new Player(
    releases({
      r1: [mapOf({ ...rest, triggers: [first, ...triggers], steps: [...steps, ...listed(rest)] })],
    }),
  );
}

function listed({ steps = {} }: Partial<Program>) {
  return Object.values(steps);
}

function changesOf(player: Player) {
  return player.started.flatMap(({ job }) => (job.activity === 'change-contact' ? [job.input.change] : []));
}

describe('a step that changes the contact', () => {
  const rows: [what: string, step: Program['steps'][string], asked: object][] = [
    ['a value', set('s', [{ field: 'tier', value: 'gold' }]), { set: { tier: 'gold' } }],
    [
      'an amount, in minor units',
      set('s', [{ field: 'deposit', value: 12_50 }]),
      { set: { deposit: 12_50 } },
    ],
    [
      'several values',
      set('s', [
        { field: 'tier', value: 'gold' },
        { field: 'vip', value: true },
      ]),
      { set: { tier: 'gold', vip: true } },
    ],
    ['a computed value', set('s', [{ field: 'score', cel: 'contact.score + 1' }]), { set: { score: 1 } }],
    ['a computed instant', set('s', [{ field: 'seenAt', cel: 'now' }]), { set: { seenAt: START } }],
    ['tags', tag('s', ['vip', 'north']), { tag: ['vip', 'north'] }],
    ['tags to go', untag('s', ['vip']), { untag: ['vip'] }],
  ];
  test.each(rows)('asks for %s, once, and goes on when it comes back', (_what, step, asked) => {
    const player = taking(path(step, email('after'), end('e'))).hear(submitted());
    expect(changesOf(player)).toEqual([asked]);
    expect(player.started.map(({ job }) => job.id)).toEqual(['m/s#1', 'm/after#2']);
    expect(player.stands()).toEqual(['e']);
  });

  test('a field whose expression has no value stays as it is', () => {
    const values = [
      { field: 'score', cel: 'contact.since > now ? 1 : 2' },
      { field: 'tier', value: 'gold' },
    ];
    const player = taking([set('s', values)], { fields: { since: 'instant', score: 'integer' } });
    expect(changesOf(player.hear(submitted()))).toEqual([{ set: { tier: 'gold' } }]);
  });

  test('waits until its event has come, whichever comes first, answer or event', () => {
    const player = taking(path(tag('s', ['vip']), end('e')));
    player.answers = () => 'hold';
    player.hear(submitted());
    const [job] = player.held as [Extract<ActivityJob, { activity: 'change-contact' }>];
    const data = { by: 'm', tags: { added: ['vip'], removed: [] }, cause: { map: 'm', entry: 1, round: 1 } };
    player.hear({ type: 'contact-changed', data });
    expect(player.stands()).toEqual(['e']);
    player.tell({ type: 'activity-ended', id: job.id, outcome: { status: 'done' } });
    expect(player.stands()).toEqual(['e']);
    expect(player.state.jobs).toEqual([]);
  });

  test('somebody else’s change is not what it waits for', () => {
    const player = taking(path(tag('s', ['vip']), end('e')));
    player.answers = () => 'hold';
    player.hear(submitted()).hear({ type: 'contact-changed', data: { by: 'kim@example.com' } });
    player.hear({ type: 'contact-changed', data: { by: 'm', cause: { map: 'm', entry: 7, round: 1 } } });
    expect(player.stands()).toEqual(['s']);
  });

  test('changes the fields that the run knows only by its event', () => {
    const player = taking(path(set('s', [{ field: 'tier', value: 'gold' }]), end('e')));
    player.answers = () => 'hold';
    player.hear(submitted());
    expect(player.state.contact['tier']).toBeUndefined();
    player.answer();
    expect(player.state.contact['tier']).toBe('gold');
  });
});

describe('what a change raises', () => {
  const onTag = (name: string, match: object) =>
    door(name, { type: 'tag-added', ...match }, name, { scope: 'on-map', ifOnMap: 'add-again' });

  test('field-updated only for a value that is another one, then the tags', () => {
    const raised: string[] = [];
    const triggers = [
      door('f', { type: 'field-updated', field: 'tier', test: { op: 'equals', value: 'gold' } }, 'told', {
        scope: 'on-map',
        ifOnMap: 'add-again',
      }),
    ];
    const player = taking(
      path(
        set('s1', [{ field: 'tier', value: 'gold' }]),
        set('s2', [{ field: 'tier', value: 'gold' }]),
        end('e'),
      ),
      { triggers, steps: { told: email('told') } },
    );
    player.watch = (_before, event) => raised.push(event.type);
    player.hear(submitted());
    expect(player.mails()).toEqual(['change', 'told', 'change']);
  });

  test.each([
    ['any tag', {}, ['change', 't']],
    ['its tag', { tag: 'vip' }, ['change', 't']],
    ['not another one', { tag: 'north' }, ['change']],
  ])('a trigger on %s', (_what, match, mails) => {
    const player = taking(path(tag('s', ['vip']), end('e')), {
      triggers: [onTag('t', match)],
      steps: { t: email('t') },
    });
    expect(player.hear(submitted()).mails()).toEqual(mails);
  });

  test('a tag that is there already, or was not there, raises nothing', () => {
    const removed = door('r', { type: 'tag-removed' }, 'r', { scope: 'on-map', ifOnMap: 'add-again' });
    const player = taking(
      path(untag('s1', ['vip']), tag('s2', ['vip']), tag('s3', ['vip']), untag('s4', ['vip']), end('e')),
      {
        triggers: [onTag('a', {}), removed],
        steps: { a: email('a'), r: email('r') },
      },
    );
    expect(player.hear(submitted()).mails()).toEqual(['change', 'change', 'a', 'change', 'change', 'r']);
  });

  test('is decided by every map, before the place goes on', () => {
    const other = mapOf({
      map: 'z',
      triggers: [door('vip', { type: 'tag-added', tag: 'vip' }, 'hello')],
      steps: [email('hello')],
    });
    const first = mapOf({
      triggers: [door('in', SIGN_UP, 's')],
      steps: path(tag('s', ['vip']), email('bye'), end('e')),
    });
    const player = new Player(releases({ r1: [first, other] })).hear(submitted());
    expect(player.mails()).toEqual(['change', 'hello', 'bye']);
  });
});

describe('rounds', () => {
  const again = { scope: 'on-map', ifOnMap: 'add-again' } as const;
  /** Two triggers that set each other off. */
  const circle = (...between: Program['steps'][string][]) => {
    const onField = (name: string, field: string, first: string) => {
      const test = { op: 'above', value: 0 } as const;
      return door(name, { type: 'field-updated', field, test }, first, again);
    };
    const ping = path(...between, set('ping', [{ field: 'b', cel: 'contact.b + 1' }]));
    const pong = set('pong', [{ field: 'a', cel: 'contact.a + 1' }]);
    return taking(path(set('start', [{ field: 'a', value: 1 }]), end('e')), {
      fields: { a: 'integer', b: 'integer' },
      triggers: [onField('pings', 'a', ping[0]?.id ?? ''), onField('pongs', 'b', 'pong')],
      steps: Object.fromEntries([...ping, pong].map((step) => [step.id, step])),
    });
  };

  test('a circle without a wait is cut after a hundred, for a person to look at', () => {
    const player = circle().hear(submitted());
    const repair = player.places().filter(({ waits }) => waits.for === 'repair');
    expect(repair.length).toBeGreaterThan(0);
    for (const { waits, round } of repair) {
      expect(waits).toMatchObject({
        reason: expect.stringMatching(/^100 changes in a row .* go round in a circle$/),
      });
      expect(round).toBe(100);
    }
  });

  test('to send a mail is no wait', () => {
    const player = circle(email('hello')).hear(submitted());
    expect(player.places().some(({ waits }) => waits.for === 'repair')).toBe(true);
  });

  test('a circle with a wait goes on for ever', () => {
    const player = circle(wait('rest', { ms: HOUR }))
      .hear(submitted())
      .pass(300 * HOUR);
    expect(player.places().filter(({ waits }) => waits.for === 'repair')).toEqual([]);
    expect(player.now).toBe(START + 300 * HOUR);
  });

  test('a place that has waited, or that a fact from outside sends on, starts at 0 again', () => {
    const player = taking(
      path(tag('a', ['a']), tag('b', ['b']), wait('w', { ms: MINUTE }), tag('c', ['c']), end('e')),
    );
    player.hear(submitted());
    expect(player.at('w').round).toBe(2);
    player.pass(MINUTE);
    const rounds = player.started.flatMap(({ job }) =>
      job.activity === 'change-contact' ? [job.input.round] : [],
    );
    expect(rounds).toEqual([1, 2, 1]);
  });

  test('an event of the hundredth round is heard like any other', () => {
    const player = taking([end('e')], {
      triggers: [door('t', { type: 'tag-added' }, 't', again)],
      steps: { t: tag('t', ['x']) },
    });
    player.hear(submitted());
    const data = { by: 'z', tags: { added: ['y'], removed: [] }, cause: { map: 'z', entry: 1, round: 100 } };
    const event = eventOf({ type: 'contact-changed', data }, 2, 'r1', player.now);
    player.tell({ type: 'event', event });
    expect(player.at('t').waits).toMatchObject({ for: 'repair' });
  });
});
