import { describe, expect, it } from 'vitest';
import type { ActivityOutcome } from '../../src/program/commands.ts';
import type { StepId } from '../../src/program/program.ts';
import { DAY, door, email, end, HOUR, mapOf, path, releases, submitted, task } from './builders.ts';
import { Player } from './player.ts';

const LATER: ActivityOutcome = { status: 'failed', message: 'mail server gone', permanent: false };
const TWO_WAYS = { done: 'thanks', 'no-answer': null };

/** A task whose outcome `done` sends a mail; behind all outcomes the contact is parked. */
function player(
  settings: Parameters<typeof task>[2] = {},
  outcomes: Record<string, StepId | null> = TWO_WAYS,
): Player {
  const map = mapOf({
    triggers: [door('in', { type: 'form-submitted' }, 'call')],
    steps: [
      ...path(task('call', outcomes, settings), end('active')),
      email('thanks', { next: 'active' }),
      email('too-late', { next: 'active' }),
    ],
  });
  return new Player(releases({ r1: [map] }));
}

function ended(play: Player, outcome: string, entry = play.at('call').entry): Player {
  return play.hear({ type: 'task-done', data: { map: 'm', entry, outcome, by: 'kim@example.com' } });
}

describe('the outcome', () => {
  const rows: [outcome: string, mails: string[]][] = [
    ['done', ['task-request', 'thanks']],
    ['no-answer', ['task-request']],
  ];
  it.each(rows)('%s takes its path, which rejoins behind the task', (outcome, mails) => {
    const play = player().hear(submitted()).pass(HOUR);
    expect(play.stands()).toEqual(['call']);
    expect(ended(play, outcome).stands()).toEqual(['active']);
    expect(play.mails()).toEqual(mails);
  });

  it('of another task changes nothing here', () => {
    const play = player().hear(submitted());
    expect(ended(play, 'done', play.at('call').entry + 1).stands()).toEqual(['call']);
  });

  it('twice: the first one counts', () => {
    const play = player().hear(submitted());
    const { entry } = play.at('call');
    ended(play, 'no-answer', entry);
    ended(play, 'done', entry);
    expect(play.mails()).toEqual(['task-request']);
  });

  it('may arrive before the mail went out', () => {
    const play = player();
    play.answers = (job) => (job.activity === 'request-task' ? LATER : 'done');
    play.hear(submitted());
    expect(play.at('call').waits.for).toBe('retry');
    ended(play, 'done').pass(DAY);
    expect([play.stands(), play.mails()]).toEqual([['active'], ['task-request', 'thanks']]);
  });
});

it('tells the team what to do and how it can end, but not that time can run out', () => {
  const outcomes = { done: null, expired: 'too-late' };
  const play = player({ giveUpAfter: { days: 30 } }, outcomes).hear(submitted());
  const job = play.started[0]?.job;
  expect(job).toMatchObject({
    id: 'm/call#1',
    activity: 'request-task',
    summary: 'Give team managers the task: Call them',
    input: {
      team: 'managers',
      title: 'Call them',
      outcomes: ['done'],
      mail: {
        to: { team: 'managers' },
        values: { 'task.title': 'Call them', 'task.step': 'call', 'task.outcomes': ['done'] },
      },
    },
  });
});

describe('time', () => {
  it('reminds the team until somebody has done it', () => {
    const play = player({ remindEvery: { days: 2 } })
      .hear(submitted())
      .pass(5 * DAY);
    expect(play.mails()).toEqual(['task-request', 'task-request', 'task-request']);
    expect(play.started.map(({ job }) => job.id)).toEqual(['m/call#1', 'm/call#1.1', 'm/call#1.2']);
    ended(play, 'done').pass(9 * DAY);
    expect(play.mails().slice(3)).toEqual(['thanks']);
  });

  it('that is over takes the outcome `expired`', () => {
    const outcomes = { done: 'thanks', expired: 'too-late' };
    const play = player({ giveUpAfter: { days: 7 } }, outcomes)
      .hear(submitted())
      .pass(7 * DAY);
    expect([play.mails(), play.stands()]).toEqual([['task-request', 'expire', 'too-late'], ['active']]);
  });

  it('without such an outcome goes on behind the task', () => {
    const play = player({ giveUpAfter: { days: 7 } })
      .hear(submitted())
      .pass(7 * DAY);
    expect([play.mails(), play.stands()]).toEqual([['task-request', 'expire'], ['active']]);
  });

  it('takes nothing from who was faster, and whose answer is on its way', () => {
    const play = player({ giveUpAfter: { days: 7 } });
    play.answers = (job) =>
      job.activity === 'expire-task' ? { status: 'done', skipped: 'already-decided' } : 'done';
    play.hear(submitted()).pass(8 * DAY);
    expect(play.stands()).toEqual(['call']);
    expect(ended(play, 'done').mails()).toEqual(['task-request', 'expire', 'thanks']);
  });
});
