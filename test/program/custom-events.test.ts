import { describe, expect, it } from 'vitest';
import type { EventMatch, Program } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step-types.ts';
import { door, email, end, mapOf, path, releases, submitted, type Fact } from './builders.ts';
import { Player } from './player.ts';

const TRAINED: EventMatch = { type: 'custom', name: 'trained' };
const EVENTS: NonNullable<Program['events']> = {
  trained: {
    course: { type: 'string' },
    score: { type: 'integer' },
    prize: { type: 'money', currency: { code: 'JPY', digits: 0 } },
    sale: { type: 'string' },
  },
};

function happened(data: Record<string, string | number> = {}, name = 'trained'): Fact {
  return { type: 'custom', data: { name, data } };
}

/** A door for the event, with the condition; behind it a mail. */
function trigger(where?: string): Player {
  const on = { ...TRAINED, ...(where === undefined ? {} : { where }) };
  const map = mapOf({
    events: EVENTS,
    triggers: [door('in', on, 'well-done')],
    steps: path(email('well-done'), end('in')),
  });
  return new Player(releases({ r1: [map] }));
}

describe('a custom event', () => {
  it('opens the doors that name it, and no others', () => {
    expect(trigger().hear(happened()).mails()).toEqual(['well-done']);
    expect(trigger().hear(happened({}, 'enrolled')).mails()).toEqual([]);
  });

  const conditions: [where: string, data: Record<string, string | number>, opens: boolean][] = [
    ["event.course == 'basics' && event.score >= 80", { course: 'basics', score: 80 }, true],
    ["event.course == 'basics' && event.score >= 80", { course: 'basics', score: 79 }, false],
    // What was left out is empty.
    ["event.course == '' && event.score == 0", {}, true],
    // Money in a currency of its own: 5,000 yen, not 50 dollars.
    ['event.prize >= 5000', { prize: 5000 }, true],
    ['event.prize >= 5000', { prize: 4999 }, false],
    // A name that means something else in other events.
    ["event.sale == 'summer'", { sale: 'summer' }, true],
  ];
  it.each(conditions)('%s of %j', (where, data, opens) => {
    expect(trigger(where).hear(happened(data)).mails()).toEqual(opens ? ['well-done'] : []);
  });

  it('with an attribute called sale gives no sale to the mails', () => {
    const play = trigger().hear(happened({ sale: 'summer' }));
    expect(play.at('in').occasion).toEqual({
      event: { type: 'custom', name: 'trained', data: { sale: 'summer' } },
    });
  });

  const waiting: [kind: string, step: Step][] = [
    ['waitFor', { kind: 'waitFor', id: 'stand', next: 'well-done', on: TRAINED, otherwise: null }],
    ['goal', { kind: 'goal', id: 'stand', next: 'well-done', on: TRAINED, scope: 'above', wait: true }],
  ];
  it.each(waiting)('is what a %s waits for', (_kind, step) => {
    const map = mapOf({
      events: EVENTS,
      triggers: [door('in', { type: 'form-submitted' }, 'stand')],
      steps: [step, ...path(email('well-done'), end('done'))],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted());
    expect(play.hear(happened({}, 'enrolled')).stands()).toEqual(['stand']);
    expect(play.hear(happened()).stands()).toEqual(['done']);
  });
});
