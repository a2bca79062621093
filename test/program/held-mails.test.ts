import { describe, expect, it } from 'vitest';
import type { ActivityOutcome, MailRequest } from '../../src/program/commands.ts';
import type { EmailStep } from '../../src/program/step-types.ts';
import {
  door,
  email,
  end,
  exit,
  HOUR,
  mapOf,
  milestones,
  path,
  releases,
  START,
  submitted,
} from './builders.ts';
import { Player, type Answer } from './player.ts';

const MORNING = START + 10 * HOUR;
const HELD: ActivityOutcome = { status: 'not-before', at: MORNING, why: 'quiet-hours' };

/** Everybody who comes gets the news; whoever passes 1,000 is congratulated; a login leads out. */
function player(...answers: Answer[]): Player {
  const map = mapOf({
    triggers: [
      door('in', { type: 'form-submitted' }, 'news'),
      door('out', { type: 'login-used' }, 'gone', { scope: 'on-map', ifOnMap: 'move' }),
    ],
    milestones: [milestones([1000], 'bravo')],
    steps: [...path(email('news'), end('home')), email('bravo', {}, ['contact.totalSales']), exit('gone')],
  });
  const play = new Player(releases({ r1: [map] }));
  play.answers = () => answers.shift() ?? 'done';
  return play.hear(submitted());
}

describe('a held mail', () => {
  it('holds its place, and is asked for again when its time has come', () => {
    const play = player(HELD).pass(9 * HOUR);
    expect([play.stands(), play.mails()]).toEqual([['news'], ['news']]);
    play.pass(HOUR);
    expect([play.stands(), play.mails()]).toEqual([['home'], ['news', 'news']]);
    expect(play.started.map(({ at }) => at)).toEqual([START, MORNING]);
    expect(play.started[1]?.job).toEqual(play.started[0]?.job);
  });

  it('can be held again, by another rule', () => {
    const later: ActivityOutcome = { status: 'not-before', at: MORNING + HOUR, why: 'cap' };
    const play = player(HELD, later).pass(10 * HOUR);
    expect(play.stands()).toEqual(['news']);
    expect(play.pass(HOUR).stands()).toEqual(['home']);
  });

  it('may be skipped in the end: the path goes on', () => {
    const play = player(HELD, { status: 'done', skipped: 'held-too-long' }).pass(10 * HOUR);
    expect(play.stands()).toEqual(['home']);
  });

  it('keeps the figures of its decision', () => {
    const play = player('done', HELD)
      .sale(1200)
      .pass(HOUR)
      .sale(300)
      .pass(9 * HOUR);
    const values = play.started.flatMap(({ template, job }) =>
      template === 'bravo' && job.activity === 'send-email' ? [job.input.mail.values] : [],
    );
    expect(values.map((each) => each['contact.totalSales'])).toEqual([120_000, 120_000]);
  });

  it('is retracted when a refund takes its reason away', () => {
    const play = player('done', HELD).sale(1200).pass(HOUR).refund(300);
    expect([play.stands(), play.reached()]).toEqual([['home'], []]);
    expect(play.pass(10 * HOUR).mails()).toEqual(['news', 'bravo']);
    expect(play.sale(300).reached()).toEqual([1000]);
  });

  it('goes with a contact who leaves', () => {
    const play = player(HELD).hear({ type: 'login-used', data: {} });
    expect(play.pass(10 * HOUR).mails()).toEqual(['news']);
  });

  it('is not sent to somebody who would have to leave by then', () => {
    const exitWhen = "now > timestamp('2026-01-05T12:00:00Z')";
    const triggers = [door('in', { type: 'form-submitted' }, 'news')];
    const map = mapOf({ exitWhen, triggers, steps: path(email('news'), end('home')) });
    const play = new Player(releases({ r1: [map] }));
    play.answers = () => HELD;
    play.hear(submitted()).pass(10 * HOUR);
    expect([play.stands(), play.mails()]).toEqual([[], ['news']]);
  });
});

it.each<[Partial<EmailStep>, Partial<MailRequest>]>([
  [{}, { to: 'contact' }],
  [{ to: 'managers' }, { to: { team: 'managers' } }],
  [{ to: 'sam@example.com' }, { to: { address: 'sam@example.com' } }],
  [
    { cc: ['managers', 'sam@example.com'], replyTo: 'Sam <sam@example.com>' },
    { to: 'contact', cc: ['managers', 'sam@example.com'], replyTo: 'Sam <sam@example.com>' },
  ],
])('a step with %j asks for a mail with %j', (step, request) => {
  const triggers = [door('in', { type: 'form-submitted' }, 'news')];
  const play = new Player(releases({ r1: [mapOf({ triggers, steps: [email('news', step)] })] }));
  const job = play.hear(submitted()).started[0]?.job;
  expect(job?.activity === 'send-email' && job.input.mail).toMatchObject(request);
});
