import type { ActivityJob, MailRequest } from '../../src/program/commands.ts';
import type { Position, RunRecord } from '../../src/program/run-state.ts';
import type { ActivityRequest } from '../../workflows/messages.ts';
import type { PartnerState, Sale } from './messages.ts';

const MAP = 'partner-welcome';
const PROGRAM = 'main';
const TEAM = 'partner-managers';

type Request<Name extends ActivityJob['activity']> = ActivityRequest<
  Extract<ActivityJob, { activity: Name }>
>;

/** A mail to the partner, under a key of its own. */
export function mailRequest(
  contactId: string,
  state: PartnerState,
  template: string,
  values: MailRequest['values'] = {},
): Request<'send-email'> {
  state.entry += 1;
  const job = base(template, state.entry);
  return { contactId, job: { ...job, activity: 'send-email', input: { mail: mail(template, values) } } };
}

/** The mail for a milestone. What was reached travels with it to the database. */
export function milestoneRequest(
  contactId: string,
  state: PartnerState,
  template: string,
  values: MailRequest['values'] = {},
): Request<'send-email'> {
  return { ...mailRequest(contactId, state, template, values), record: recordOf(state) };
}

/** The thanks for a sale that earned a commission. */
export function thanksRequest(contactId: string, state: PartnerState, sale: Sale): Request<'send-email'> {
  return mailRequest(contactId, state, 'thanks-for-sale', {
    'sale.amount': sale.amount,
    'commission.amount': sale.commission ?? 0,
  });
}

/** The question to the team; it comes back with the days on which to remind and to give up. */
export function questionRequest(
  contactId: string,
  { entry, since }: PartnerState,
): Request<'request-approval'> {
  return {
    contactId,
    job: {
      ...base('review', entry),
      activity: 'request-approval',
      input: { program: PROGRAM, team: TEAM, mail: teamMail(0) },
      resolve: {
        remindAt: { from: since, duration: { days: 2 } },
        giveUpAt: { from: since, duration: { days: 30 } },
      },
    },
  };
}

/** A reminder to the team; it comes back with the day of the next one. */
export function reminderRequest(
  contactId: string,
  { entry, reminders }: PartnerState,
  now: number,
): Request<'send-email'> {
  const { id, ...rest } = base('review', entry);
  return {
    contactId,
    job: {
      ...rest,
      id: `${id}.${reminders}`,
      activity: 'send-email',
      input: { mail: teamMail(reminders) },
      resolve: { remindAt: { from: now, duration: { days: 2 } } },
    },
  };
}

/** Nobody decided in time. */
export function expiryRequest(contactId: string, { entry }: PartnerState): Request<'expire-approval'> {
  const { id, ...rest } = base('review', entry);
  return {
    contactId,
    job: { ...rest, id: `${id}.expire`, activity: 'expire-approval', input: { program: PROGRAM } },
  };
}

/** The login link and its mail. */
export function loginRequest(contactId: string, { entry }: PartnerState): Request<'grant-login'> {
  return {
    contactId,
    job: {
      ...base('partner-login', entry),
      activity: 'grant-login',
      input: { program: PROGRAM, linkValidFor: { days: 3 }, mail: mail('partner-login') },
    },
  };
}

/** Memory and position, for the database. */
export function recordOf(state: PartnerState): RunRecord {
  const { entry, heard, once, milestones } = state;
  const sequence = heard.length;
  return {
    memory: {
      sequence,
      entry,
      revision: entry,
      maps: { [MAP]: { once, milestones: { 'total-sales': milestones } } },
    },
    positions: state.stage === 'left' ? [] : [positionOf(state)],
  };
}

function positionOf({ stage, entry, since, remindAt }: PartnerState): Position {
  const wakeAt = stage === 'review' && remindAt !== null ? { wakeAt: remindAt } : {};
  return { map: MAP, release: '', step: stage, entry, since, ...wakeAt };
}

function base(step: string, entry: number) {
  return { id: `${step}#${entry}`, origin: { map: MAP, step, entry }, summary: step };
}

function mail(template: string, values: MailRequest['values'] = {}): MailRequest {
  const merges = Object.keys(values);
  return { index: 0, email: { template, hash: '', merges }, to: 'contact', program: PROGRAM, values };
}

function teamMail(index: number): MailRequest {
  return { index, email: { builtIn: 'approval-request' }, to: { team: TEAM }, program: PROGRAM, values: {} };
}
