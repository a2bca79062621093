import { describe, expect, it } from 'vitest';
import type { ActivityOutcome } from '../../src/program/commands.ts';
import type { Step } from '../../src/program/step-types.ts';
import {
  DAY,
  door,
  email,
  end,
  mapOf,
  milestones,
  notify,
  path,
  releases,
  set,
  submitted,
  webhook,
} from './builders.ts';
import { Player, templateOf } from './player.ts';

const FAILED: ActivityOutcome = { status: 'failed', message: 'gone for good', permanent: true };
const DONE: ActivityOutcome = { status: 'done', output: { status: 200 } };

/** A congratulation before which other work is done; that work stays in flight. */
function player(work: Step): Player {
  const map = mapOf({
    triggers: [door('in', { type: 'form-submitted' }, 'home')],
    milestones: [milestones([1000, 5000], work.id)],
    steps: [end('home'), ...path(work, email('bravo', {}, ['milestone.value']))],
  });
  const play = new Player(releases({ r1: [map] })).hear(submitted());
  let held = false;
  play.answers = (job) => {
    if (templateOf(job) === 'bravo' || held) return 'done';
    held = true;
    return 'hold';
  };
  return play;
}

const WORK: [string, Step][] = [
  ['a webhook', webhook('tell')],
  ['a mail to a team', notify('tell')],
  ['a change', set('tell', [{ field: 'tier', value: 'gold' }])],
];

describe.each(WORK)('a refund while %s before the congratulation is under way', (_what, work) => {
  it('retracts it, and the threshold may be reached again', () => {
    const play = player(work).sale(1200).refund(300).answer(DONE);
    expect(play.mails()).not.toContain('bravo');
    expect([play.stands(), play.reached()]).toEqual([['home'], []]);
    expect(play.sale(300).pass(DAY).mails()).toContain('bravo');
  });

  it('leaves what is still justified to be told', () => {
    const play = player(work).sale(6000).refund(3000).answer(DONE).pass(DAY);
    expect(play.values(play.mails().indexOf('bravo'))['milestone.value']).toBe(1000_00);
    expect(play.reached()).toEqual([1000]);
  });

  it('changes nothing where the total is still high enough', () => {
    const play = player(work).sale(1200).refund(100).answer(DONE).pass(DAY);
    expect(play.mails().filter((mail) => mail === 'bravo')).toHaveLength(1);
  });
});

it('retracts it as well where the work fails, and the path would go on without it', () => {
  const work = webhook('tell', { onFailure: { giveUp: 'continue' } });
  const play = player(work).sale(1200).refund(300).answer(FAILED).pass(DAY);
  expect([play.mails(), play.stands(), play.reached()]).toEqual([['call-webhook'], ['home'], []]);
});

it('goes on behind a congratulation that was skipped: it counts as done', () => {
  const map = mapOf({
    triggers: [door('in', { type: 'form-submitted' }, 'home')],
    milestones: [milestones([1000], 'bravo')],
    steps: [end('home'), ...path(email('bravo'), notify('tell'))],
  });
  const play = new Player(releases({ r1: [map] })).hear(submitted());
  play.answers = () => 'hold';
  play.sale(1200).refund(300).answer({ status: 'done', skipped: 'suppressed' });
  expect(play.mails()).toEqual(['bravo', 'tell']);
});
