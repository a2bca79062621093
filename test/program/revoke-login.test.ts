import { expect, it } from 'vitest';
import { door, email, end, grantLogin, mapOf, path, releases, revokeLogin, submitted } from './builders.ts';
import { Player } from './player.ts';

it('revokeLogin asks for the map’s own program to be closed, and goes on', () => {
  const steps = path(grantLogin('login'), revokeLogin('close'), email('bye'), end('gone'));
  const map = mapOf({ triggers: [door('in', { type: 'form-submitted' }, 'login')], steps });
  const play = new Player(releases({ r1: [map] })).hear(submitted());
  expect(play.mails()).toEqual(['login', 'revoke-login', 'bye']);
  expect(play.started[1]?.job).toMatchObject({
    id: 'm/close#2',
    activity: 'revoke-login',
    input: { program: 'main' },
  });
  expect(play.stands()).toEqual(['gone']);
});
