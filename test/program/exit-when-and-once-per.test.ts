import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/program/step-types.ts';
import {
  approve,
  door,
  email,
  end,
  grantLogin,
  HOUR,
  mapOf,
  notify,
  path,
  releases,
  START,
  submitted,
  wait,
} from './builders.ts';
import { Player } from './player.ts';

describe('exitWhen', () => {
  const exitWhen = "contact.status == 'suspended'";
  const steps = path(wait('busy', { ms: HOUR }), email('hello'), end('home'));
  const triggers = [door('in', { type: 'form-submitted' }, 'busy')];
  const player = () => new Player(releases({ r1: [mapOf({ exitWhen, triggers, steps })] }));

  it('takes the contact off the map as soon as it holds', () => {
    const play = player().hear(submitted());
    expect(play.correct({ status: 'approved' }).stands()).toEqual(['busy']);
    expect(play.correct({ status: 'suspended' }).stands()).toEqual([]);
    expect(play.pass(HOUR).mails()).toEqual([]);
  });

  it('lets nobody come who would have to leave', () => {
    const play = player().correct({ status: 'suspended' }).hear(submitted());
    expect(play.stands()).toEqual([]);
  });

  it('is asked again before each mail', () => {
    const now = "now > timestamp('2026-01-05T09:30:00Z')";
    const map = mapOf({ exitWhen: now, triggers, steps });
    const play = new Player(releases({ r1: [map] })).hear(submitted());
    expect(play.stands()).toEqual(['busy']);
    expect(play.pass(HOUR).mails()).toEqual([]);
    expect(play.stands()).toEqual([]);
  });
});

describe('exitWhen, where more than one thing happens at once', () => {
  const exitWhen = "contact.status == 'suspended'";

  it('is asked before a door of the map opens to the same change', () => {
    const on = {
      type: 'field-updated',
      field: 'status',
      test: { op: 'equals', value: 'suspended' },
    } as const;
    const map = mapOf({
      exitWhen,
      triggers: [
        door('in', { type: 'form-submitted' }, 'home'),
        door('told', on, 'tell', { scope: 'on-map', ifOnMap: 'add-again' }),
      ],
      steps: [end('home'), notify('tell')],
    });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).correct({ status: 'suspended' });
    expect(play.mails()).toEqual([]);
    expect(play.stands()).toEqual([]);
  });

  it.each<[string, Step]>([
    ['a mail to a team', notify('late')],
    ['a login', grantLogin('late')],
    ['a question', approve('late')],
  ])('is asked before %s', (_what, step) => {
    const now = "now > timestamp('2026-01-05T09:30:00Z')";
    const steps = path(wait('busy', { ms: HOUR }), step, end('home'));
    const map = mapOf({ exitWhen: now, triggers: [door('in', { type: 'form-submitted' }, 'busy')], steps });
    const play = new Player(releases({ r1: [map] })).hear(submitted()).pass(HOUR);
    expect(play.mails()).toEqual([]);
    expect(play.stands()).toEqual([]);
  });

  it('is asked before a mail is tried again', () => {
    const now = "now > timestamp('2026-01-05T09:30:00Z')";
    const steps = path(email('hello'), end('home'));
    const map = mapOf({ exitWhen: now, triggers: [door('in', { type: 'form-submitted' }, 'hello')], steps });
    const play = new Player(releases({ r1: [map] }));
    play.answers = () => ({ status: 'not-before', at: START + HOUR });
    expect(play.hear(submitted()).pass(HOUR).stands()).toEqual([]);
    expect(play.mails()).toEqual(['hello']);
  });
});

describe('oncePer', () => {
  const player = (oncePer: string) => {
    const sold = door('sold', { type: 'sale-recorded' }, 'thanks', { ifOnMap: 'add-again', oncePer });
    const map = mapOf({ triggers: [sold], steps: [email('thanks')] });
    return new Player(releases({ r1: [map] }));
  };

  it('opens once for each value', () => {
    const play = player('event.sale.product').sale(1, { product: 'kit' }).sale(1, { product: 'kit' });
    expect(play.mails()).toHaveLength(1);
    expect(play.sale(1, { product: 'course' }).mails()).toHaveLength(2);
    expect(play.sale(1).sale(1).mails()).toHaveLength(3);
  });

  it('remembers the newest 1,000 keys', () => {
    const play = player('event.sale.id');
    for (let id = 0; id <= 1000; id += 1) play.sale(1, { id: `s-${id}` });
    expect(play.mails()).toHaveLength(1001);
    expect(play.state.maps['m']?.oncePer?.['sold']).toHaveLength(1000);
    expect(play.sale(1, { id: 's-1' }).mails()).toHaveLength(1001);
    expect(play.sale(1, { id: 's-0' }).mails()).toHaveLength(1002);
  });

  it('remembers beyond the stay, as once does', () => {
    const play = player('event.sale.amount').sale(5);
    expect(play.stands()).toEqual(['sold.end']);
    expect(play.state.maps['m']?.oncePer).toEqual({ sold: ['500'] });
  });
});
