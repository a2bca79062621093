import { describe, expect, it } from 'vitest';
import { door, email, end, HOUR, mapOf, path, releases, submitted, wait } from './builders.ts';
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

  it('remembers beyond the stay, as once does', () => {
    const play = player('event.sale.amount').sale(5);
    expect(play.stands()).toEqual(['sold.end']);
    expect(play.state.maps['m']?.oncePer).toEqual({ sold: ['500'] });
  });
});
