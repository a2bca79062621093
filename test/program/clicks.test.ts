import { describe, expect, it } from 'vitest';
import type { EventMatch } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step-types.ts';
import { door, email, end, mapOf, path, releases, submitted, type Fact } from './builders.ts';
import { Player } from './player.ts';

const PRICES = 'https://acme.example/prices';

function clicked(mail = 'news', link = PRICES): Fact {
  return { type: 'email-clicked', data: { email: mail, link } };
}

describe('a click', () => {
  const doors: [match: Partial<EventMatch>, fact: Fact, opens: boolean][] = [
    [{}, clicked(), true],
    [{ email: 'news' }, clicked(), true],
    [{ email: 'news' }, clicked('tips'), false],
    [{ where: "event.link.contains('/prices')" }, clicked(), true],
    [{ where: "event.link.contains('/prices')" }, clicked('news', 'https://acme.example/'), false],
    [{ where: "event.email == 'tips'" }, clicked('tips'), true],
  ];
  it.each(doors)('at a door for %j: %j', (match, fact, opens) => {
    const on: EventMatch = { type: 'email-clicked', ...match };
    const map = mapOf({
      triggers: [door('in', on, 'hello', { scope: 'anyone' })],
      steps: path(email('hello'), end('in')),
    });
    const play = new Player(releases({ r1: [map] })).hear(fact);
    expect(play.mails()).toEqual(opens ? ['hello'] : []);
  });

  const on: EventMatch = { type: 'email-clicked', email: 'news' };
  const waiting: [kind: string, step: Step][] = [
    ['waitFor', { kind: 'waitFor', id: 'stand', next: 'hello', on, otherwise: null }],
    ['goal', { kind: 'goal', id: 'stand', next: 'hello', on, scope: 'above', wait: true }],
  ];
  it.each(waiting)('is what a %s waits for', (_kind, step) => {
    const map = mapOf({
      triggers: [door('in', { type: 'form-submitted' }, 'stand')],
      steps: [step, ...path(email('hello'), end('done'))],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted());
    expect(play.hear(clicked('tips')).mails()).toEqual([]);
    expect(play.hear(clicked()).mails()).toEqual(['hello']);
  });
});
