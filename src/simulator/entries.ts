import type { TimelineEntry } from '../language/scenario.generated.ts';
import { decideApproval } from './approvals.ts';
import { clickLink } from './clicks.ts';
import { changeContact } from './contact-changes.ts';
import { customEvent } from './custom-events.ts';
import { deliverEvents } from './deliver-events.ts';
import type { Refusal } from './facts.ts';
import { recordRefund, recordSale } from './ledger.ts';
import { useLogin } from './logins.ts';
import { actByHand, setPaused } from './map-actions.ts';
import { payOut } from './payouts.ts';
import type { Scene } from './scene.ts';
import { submitSignUp } from './sign-up.ts';
import { unsubscribe } from './subscriptions.ts';
import { changeSuspension } from './suspensions.ts';
import { finishTask } from './tasks.ts';
import { heldValues } from './written-values.ts';

/** What an entry of the timeline came to. */
type EntryResult = { recorded: string } | { duplicate: string } | { refused: Refusal };

/** Each entry that can be written, by its key. */
type EntryOf<K extends string> = Extract<TimelineEntry, Record<K, unknown>>;
type EntryKind =
  | 'activityFails'
  | 'submit'
  | 'approve'
  | 'click'
  | 'reject'
  | 'sale'
  | 'refund'
  | 'loginUsed'
  | 'redeliver'
  | 'continueAsNew'
  | 'enroll'
  | 'mailFails'
  | 'pause'
  | 'payout'
  | 'reinstate'
  | 'remove'
  | 'resume'
  | 'set'
  | 'suspend'
  | 'tag'
  | 'task'
  | 'unsubscribe'
  | 'untag'
  | 'event';

const ENTRIES: { [K in EntryKind]: (scene: Scene, entry: EntryOf<K>) => EntryResult | Promise<EntryResult> } =
  {
    activityFails: ({ activityFailures }, { activityFails: { activity, times } }) => {
      activityFailures.set(activity, times);
      return { recorded: `the activity ${activity} will fail ${times} times` };
    },
    submit: ({ facts, run }, entry) => submitSignUp(facts, entry, run.now),
    approve: ({ facts, run }, { approve }) =>
      decideApproval(facts, { ...approve, outcome: 'approved' }, run.now),
    reject: ({ facts, run }, { reject }) =>
      decideApproval(facts, { ...reject, outcome: 'rejected' }, run.now),
    sale: ({ facts, run }, { sale: { at, ...sale } }) =>
      recordSale(facts, { ...sale, ...(at === undefined ? {} : { at: Date.parse(at) }) }, run.now),
    refund: ({ facts, run }, { refund }) => recordRefund(facts, refund, run.now),
    payout: ({ facts, run }, { payout }) => payOut(facts, payout, run.now),
    loginUsed: ({ facts, run }) => useLogin(facts, run.now),
    redeliver: ({ facts, run }, { redeliver }) => {
      const again = facts.events.slice(-redeliver);
      for (const event of again) run.receive(event);
      return { recorded: `the last ${again.length} events delivered again` };
    },
    continueAsNew: async ({ run }) => {
      await run.continueAsNew();
      return { recorded: 'the run continued as new' };
    },
    event: ({ facts, run }, { event }) => customEvent(facts, event, run.now),
    task: ({ facts, run }, { task }) => finishTask(facts, task, run.now),
    mailFails: ({ mailFailures }, { mailFails: { template, times, permanent = false } }) => {
      mailFailures.set(template, { times, permanent });
      return { recorded: `the mail server will refuse ${template} ${times} times` };
    },
    click: ({ facts, run }, { click }) => clickLink(facts, click, run.now),
    unsubscribe: ({ facts, run }, { unsubscribe: topic }) => unsubscribe(facts, topic, run.now),
    enroll: ({ facts, run }, { enroll }) => actByHand(facts, 'add', enroll, run.now),
    remove: ({ facts, run }, { remove }) => actByHand(facts, 'remove', remove, run.now),
    suspend: ({ facts, run }, { suspend }) => changeSuspension(facts, 'suspended', suspend, run.now),
    reinstate: ({ facts, run }, { reinstate }) => changeSuspension(facts, 'approved', reinstate, run.now),
    pause: ({ facts, run }) => setPaused(facts, 'paused', run.now),
    resume: ({ facts, run }) => setPaused(facts, 'resumed', run.now),
    set: ({ facts, run }, { set }) => changeContact(facts, { set: heldValues(facts.settings, set) }, run.now),
    tag: ({ facts, run }, { tag }) => changeContact(facts, { tag: [tag] }, run.now),
    untag: ({ facts, run }, { untag }) => changeContact(facts, { untag: [untag] }, run.now),
  };

/** Plays one entry at the instant that the clock shows, and all that follows from it at once. */
export async function playEntry(scene: Scene, entry: TimelineEntry): Promise<void> {
  const kind = Object.keys(entry).find((key): key is EntryKind => Object.hasOwn(ENTRIES, key));
  if (!kind) return;
  const { run, timeline } = scene;
  const at = new Date(run.now).toISOString();
  // The table pairs each key with its own entry, which TypeScript cannot follow through an index.
  const play = ENTRIES[kind] as (scene: Scene, entry: TimelineEntry) => EntryResult | Promise<EntryResult>;
  const result = await play(scene, entry);
  if ('refused' in result) timeline.push({ at, kind: 'refused', entry: kind, ...result.refused });
  else {
    const detail = 'recorded' in result ? result.recorded : result.duplicate;
    timeline.push({ at, kind: 'entry', entry: kind, detail });
  }
  deliverEvents(scene);
  await run.settle();
}
