import { ApplicationFailure, cancellationSignal, Context, heartbeat } from '@temporalio/activity';
import type { DueActivities, JobActivities, RunActivities } from '../workflows/messages.ts';
import { MailServerUnavailable } from '../src/email/mail-server.ts';
import { actOnMapFor } from './act-on-map.ts';
import { callActivity, type Attempt } from './call-activity.ts';
import { callWebhook } from './call-webhook.ts';
import { changeContactFor } from './change-contact.ts';
import { expireQuestionFor } from './expire-question.ts';
import { grantLogin } from './grant-login.ts';
import { loadRun } from './load-run.ts';
import type { ActivityPorts } from './ports.ts';
import { recordDue } from './record-due.ts';
import { recordEvent } from './record-event.ts';
import { recordRun } from './record-run.ts';
import { requestApprovalFor } from './request-approval.ts';
import { requestTaskFor } from './request-task.ts';
import { findDateFor, resolveInstantFor } from './resolve-instant.ts';
import { revokeLogin } from './revoke-login.ts';
import { sendEmail } from './send-email.ts';

/** All activities by name, working with the given ports. */
export function createActivities(ports: ActivityPorts): JobActivities & RunActivities & DueActivities {
  return {
    'load-run': (request) => loadRun(ports, request),
    'record-run': (request) => recordRun(ports, request),
    'record-due': () => recordDue(ports, () => heartbeat()),
    'record-event': (request) => recordEvent(ports, request),
    'resolve-instant': (request) => resolveInstantFor(ports, request),
    'act-on-map': (request) => actOnMapFor(ports, request),
    'call-activity': (request) => callActivity(ports, request, thisAttempt()),
    'call-webhook': (request) => callWebhook(ports, request, cancellationSignal()),
    'change-contact': (request) => changeContactFor(ports, request),
    'find-date': (request) => findDateFor(ports, request),
    'request-approval': (request) => withKnownFailures(() => requestApprovalFor(ports, request)),
    'expire-approval': (request) => expireQuestionFor(ports, 'approvals', request),
    'grant-login': (request) => withKnownFailures(() => grantLogin(ports, request)),
    'revoke-login': (request) => revokeLogin(ports, request),
    'request-task': (request) => withKnownFailures(() => requestTaskFor(ports, request)),
    'expire-task': (request) => expireQuestionFor(ports, 'tasks', request),
    'send-email': (request) => withKnownFailures(() => sendEmail(ports, request)),
  };
}

function thisAttempt(): Attempt {
  const context = Context.current();
  return {
    heartbeat: (details) => context.heartbeat(details),
    signal: context.cancellationSignal,
    cancelled: context.cancelled,
  };
}

/** The outside world's failures get a type of their own; anything else is a bug and keeps its stack. */
async function withKnownFailures<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MailServerUnavailable)) throw error;
    throw ApplicationFailure.create({ type: error.name, message: error.message });
  }
}
