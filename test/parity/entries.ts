import { workflowIdOf } from '../../src/temporal/deliver-events.ts';
import { actByHand, type HandAction } from '../../src/partners/act-by-hand.ts';
import { changeContact } from '../../src/partners/change-contact.ts';
import { setPreferences } from '../../src/partners/consents.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { finishTask } from '../../src/partners/finish-task.ts';
import { consumeLogin, openLogin } from '../../src/partners/login-links.ts';
import { makePayout } from '../../src/partners/payouts/make-payout.ts';
import { recordClick } from '../../src/partners/record-click.ts';
import { recordCustomEvent } from '../../src/partners/record-custom-event.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { changeSuspension, type Suspension } from '../../src/partners/suspend.ts';
import type { TimelineEntry } from '../../src/language/scenario.generated.ts';
import type { ContactChange } from '../../src/program/commands.ts';
import { isFinished } from '../../src/program/run-views.ts';
import { heldValues } from '../../src/simulator/written-values.ts';
import { transact } from '../../src/storage/transact.ts';
import type { Playing } from './playing.ts';

type EntryOf<K extends string> = Extract<TimelineEntry, Record<K, unknown>>;

/** The kinds of entries that happen on a server, too. */
type KnownEntry =
  | 'submit'
  | 'approve'
  | 'reject'
  | 'sale'
  | 'refund'
  | 'payout'
  | 'loginUsed'
  | 'click'
  | 'redeliver'
  | 'continueAsNew'
  | 'enroll'
  | 'remove'
  | 'suspend'
  | 'reinstate'
  | 'mailFails'
  | 'activityFails'
  | 'event'
  | 'pause'
  | 'resume'
  | 'set'
  | 'tag'
  | 'untag'
  | 'task'
  | 'unsubscribe';

/** A step's activity is tried three times before the map hears of a failure. */
const QUICK_ATTEMPTS = 3;

/** Each entry through the door by which it comes in production. */
const ENTRIES: { [K in KnownEntry]: (play: Playing, entry: EntryOf<K>) => unknown } = {
  submit,
  approve: (play, { approve }) => decide(play, { ...approve, outcome: 'approved' }),
  reject: (play, { reject }) => decide(play, { ...reject, outcome: 'rejected' }),
  sale: (play, { sale: { at, ...sale } }) =>
    recordSale(play.project.partners, {
      ...sale,
      source: play.setId,
      partner: { contactId: play.contactId ?? '' },
      currency: play.program.currency.code,
      ...(at === undefined ? {} : { at: play.shifted(at) }),
    }),
  refund: (play, { refund }) =>
    recordRefund(play.project.partners, {
      ...refund,
      id: `refund-${play.played.length}`,
      source: play.setId,
    }),
  payout: ({ project, program, played }, { payout: { batch = `payout-${played.length}` } }) =>
    makePayout(project.partners, { program, batch, by: 'kim@example.com', dryRun: false }),
  loginUsed,
  click,
  redeliver: async (play, { redeliver }) => {
    const rows = await play.project.db
      .selectFrom('outbox')
      .selectAll()
      .where('contact_id', '=', play.contactId ?? '')
      .orderBy('sequence')
      .execute();
    await play.deliver(rows.slice(-redeliver));
  },
  continueAsNew,
  mailFails: (play, { mailFails: { template, times } }) =>
    play.refusals.set(template, times * QUICK_ATTEMPTS),
  activityFails: (play, { activityFails: { activity, times } }) =>
    play.activityFailures.set(activity, times * QUICK_ATTEMPTS),
  event: (play, { event }) =>
    recordCustomEvent(play.project.partners, {
      ...event,
      id: `event-${play.played.length}`,
      source: play.setId,
      partner: { contactId: play.contactId ?? '' },
    }),
  enroll: (play, { enroll }) => byHand(play, { action: 'add', ...enroll }),
  remove: (play, { remove }) => byHand(play, { action: 'remove', ...remove }),
  suspend: (play, { suspend }) => changeStanding(play, { to: 'suspended', ...suspend }),
  reinstate: (play, { reinstate }) => changeStanding(play, { to: 'approved', ...reinstate }),
  pause: (play) => byHand(play, { action: 'pause', by: 'kim@example.com' }),
  resume: (play) => byHand(play, { action: 'resume', by: 'kim@example.com' }),
  set: (play, { set }) => change(play, { set: heldValues(play.project.output.settings, set) }),
  tag: (play, { tag }) => change(play, { tag: [tag] }),
  untag: (play, { untag }) => change(play, { untag: [untag] }),
  task: (play, { task }) => finishTask(play.project.partners, { ...task, contact: play.contactId ?? '' }),
  unsubscribe: (play, { unsubscribe }) =>
    setPreferences(play.project.partners, play.contactId ?? '', { [unsubscribe]: false }, 'unsubscribe'),
};

/** Plays one entry now. @throws for a kind that this table lacks. */
export async function playEntry(play: Playing, entry: TimelineEntry): Promise<void> {
  const keys = Object.keys(entry).filter((key) => !['after', 'at'].includes(key));
  // It only lets time pass.
  if (keys.length === 0) return;
  const kind = keys.find((key): key is KnownEntry => Object.hasOwn(ENTRIES, key));
  if (!kind)
    throw new Error(`The parity check does not know “${keys.join(', ')}”: add it to test/parity/entries.ts.`);
  // The table pairs each key with its own entry, which TypeScript cannot follow through an index.
  await (ENTRIES[kind] as (play: Playing, entry: TimelineEntry) => unknown)(play, entry);
}

async function submit(play: Playing, { submit: form, fields = {}, consent = true }: EntryOf<'submit'>) {
  const { partners, db } = play.project;
  const { program } = play;
  if (program.signUpForm?.id !== form) throw new Error(`${program.name} has no form ${form}.`);
  const { contact } = play.scenario;
  const asked = program.signUpForm.fields.map(({ name }) => [name, contact[name]] as const);
  const filledIn = Object.entries({ ...Object.fromEntries(asked), ...fields });
  const texts = filledIn.flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value as string)] as const],
  );
  await submitSignUp(partners, program.name, Object.fromEntries(texts), { consents: consent });
  const known = await db
    .updateTable('contacts')
    .set({ time_zone: contact.timeZone ?? null, locale: contact.locale ?? null })
    .where('email', '=', contact.email)
    .returning('id')
    .executeTakeFirst();
  play.contactId = known?.id;
}

/** Steps of a map change contacts; the scenario stands in for one that is not played. */
async function change({ project, contactId = '', played }: Playing, wanted: ContactChange): Promise<void> {
  const cause = { map: 'scenario', entry: played.length, round: 0 };
  await transact(project.db, (trx) =>
    changeContact(project.partners, trx, { contactId, change: wanted, cause }),
  );
}

function byHand({ project, contactId = '' }: Playing, action: Omit<HandAction, 'contact'>) {
  return actByHand(project.partners, { contact: contactId, ...action });
}

function changeStanding({ project, contactId = '' }: Playing, change: Omit<Suspension, 'contact'>) {
  return changeSuspension(project.partners, { contact: contactId, ...change });
}

interface Answer {
  outcome: 'approved' | 'rejected';
  by: string;
  reason?: string;
  step?: string;
}

async function decide(play: Playing, { step, ...answer }: Answer): Promise<unknown> {
  const { partners, db } = play.project;
  const contact = play.contactId ?? '';
  if (step === undefined) return await decideApproval(partners, { ...answer, contact });
  const asked = await db
    .selectFrom('approvals')
    .select(['map', 'entry'])
    .where('contact_id', '=', contact)
    .where('step', '=', step)
    .orderBy('entry', 'desc')
    .executeTakeFirstOrThrow();
  return await decideApproval(partners, { ...answer, ...asked, contact });
}

/** The newest link; it is asked for again, which gives the same one, for only its hash is stored. */
async function loginUsed(play: Playing): Promise<unknown> {
  const { partners, db } = play.project;
  const contactId = play.contactId ?? '';
  const login = await db
    .selectFrom('logins')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('entry', 'desc')
    .executeTakeFirst();
  if (!login) return;
  const validFor = { ms: login.expires_at - partners.now() };
  const origin = { map: login.map, step: '', entry: login.entry };
  const { url } = await transact(db, (trx) =>
    openLogin(partners, trx, { contactId, origin, program: login.program, validFor }),
  );
  return await consumeLogin(partners, url.split('/').at(-1) ?? '');
}

/** As the gateway records it, once a signed link has told it which mail it was in: here the newest. */
async function click({ project, contactId = '' }: Playing, { click: { template, link } }: EntryOf<'click'>) {
  const mail = await project.db
    .selectFrom('sent_mails')
    .select(['map', 'entry', 'mail_index as index'])
    .where('contact_id', '=', contactId)
    .where('template', '=', template)
    .orderBy('entry', 'desc')
    .executeTakeFirstOrThrow();
  return await recordClick(project.partners, { contactId, ...mail, link });
}

/** A new run goes on from the state alone, as when a run continues as new by itself. */
async function continueAsNew({ place: { client, taskQueue }, state, handle }: Playing): Promise<void> {
  if (!state || isFinished(state)) return;
  const { contactId } = state;
  await handle.terminate('continued as new');
  await client.workflow.start('contact', {
    workflowId: workflowIdOf(contactId),
    taskQueue,
    args: [{ contactId, state }],
  });
}
