import { resolveInstant } from '../calendar/resolve-instant.ts';
import { EmailError, type CompiledEmail } from '../email/compiled-email.ts';
import { mergeContext } from '../email/merge-context.ts';
import { mergeCounted } from '../email/merge-counted.ts';
import type { MergedEmail } from '../email/merge-email.ts';
import { judgeSending } from '../email/sending-rules.ts';
import { withDefaults } from '../partners/own-fields.ts';
import { partnerCenterUrl, partnerLinks } from '../partners/partner-links.ts';
import type { ActivityJob, ActivityOutcome, MailRequest } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import { decideApproval, requestApproval } from './approvals.ts';
import { callActivity, callWebhook } from './calls.ts';
import { changeContact } from './contact-changes.ts';
import { deliverEvents } from './deliver-events.ts';
import { templateOf } from './email-loader.ts';
import { expireQuestion } from './expire-question.ts';
import { zoneOf } from './facts.ts';
import { closeLogins, openLogin } from './logins.ts';
import { actOnMap } from './map-actions.ts';
import type { Happening, MailOrigin } from './report.ts';
import type { Scene } from './scene.ts';
import { bounce, countSent, hold, sendingFacts } from './sending-facts.ts';
import { requestTask } from './tasks.ts';

/** Where the partners of a scenario reach the gateway, and the only links there are. */
const PUBLIC_URL = 'https://partners.example';
const LOGIN_URL = `${PUBLIC_URL}/login/simulated`;
const UNSUBSCRIBE_URL = `${PUBLIC_URL}/unsubscribe/simulated`;

/** Who decided, where a rule of the map did. */
const RULE = 'rule';

/** Carries out an activity on the scenario's facts: the same effects as `activities/`, at the instant it is asked for. */
export async function perform(scene: Scene, job: ActivityJob): Promise<ActivityOutcome> {
  const { facts, run } = scene;
  switch (job.activity) {
    case 'act-on-map': {
      const { action, map, round } = job.input;
      actOnMap(facts, action, map, run.now, { map: job.origin.map, entry: job.origin.entry, round });
      deliverEvents(scene);
      return { status: 'done' };
    }
    case 'call-activity':
      return callActivity(scene, job);
    case 'call-webhook':
      return callWebhook(scene, job);
    case 'change-contact':
      return change(scene, job);
    case 'send-email':
      return answered(scene, job, await deliver(scene, job, job.input.mail));
    case 'request-approval':
      requestApproval(facts, job.origin, job.input.program);
      if (!job.input.autoApprove) return answered(scene, job, await deliver(scene, job, job.input.mail));
      approveByRule(scene, job.input.autoApprove.reason);
      return { status: 'done' };
    case 'expire-approval':
      return expireQuestion(facts.approvals, job.origin, run.now);
    case 'grant-login': {
      const { program, linkValidFor, mail } = job.input;
      const expiresAt = openLogin(facts, job.origin, program, linkValidFor, run.now);
      return deliver(scene, job, mail, { url: LOGIN_URL, expiresAt });
    }
    case 'revoke-login':
      closeLogins(facts, job.origin, job.input.program);
      return { status: 'done' };
    case 'request-task':
      requestTask(facts, job.origin, job.input.outcomes);
      return answered(scene, job, await deliver(scene, job, job.input.mail));
    case 'expire-task':
      return expireQuestion(facts.tasks, job.origin, run.now);
  }
}

function change(
  scene: Scene,
  { input: { change, round }, origin: { map, entry } }: Extract<ActivityJob, { activity: 'change-contact' }>,
): ActivityOutcome {
  const result = changeContact(scene.facts, change, scene.run.now, { map, entry, round });
  deliverEvents(scene);
  if ('recorded' in result) return { status: 'done' };
  return { status: 'failed', permanent: true, message: result.refused.reason };
}

function approveByRule(scene: Scene, reason: string): void {
  decideApproval(scene.facts, { outcome: 'approved', by: RULE, reason }, scene.run.now);
  deliverEvents(scene);
}

/** The outcome, with the instants that the job asked for by the way. */
function answered({ facts }: Scene, job: ActivityJob, outcome: ActivityOutcome): ActivityOutcome {
  if (outcome.status !== 'done' || !job.resolve) return outcome;
  const zone = zoneOf(facts);
  const instants = Object.entries(job.resolve).map(
    ([name, request]) => [name, resolveInstant(request, zone)] as const,
  );
  return { ...outcome, instants: Object.fromEntries(instants) };
}

/** Merges a mail and puts it into the timeline, unless the mail server is to refuse it or nobody may get it. */
async function deliver(
  scene: Scene,
  { id, origin }: ActivityJob,
  mail: MailRequest,
  login?: { url: string; expiresAt: Instant },
): Promise<ActivityOutcome> {
  const { facts, run, timeline } = scene;
  const at = new Date(run.now).toISOString();
  const template = templateOf(mail);
  const of: MailOrigin = { map: origin.map, step: origin.step, template };
  const tell = (happening: Happening) => timeline.push(happening);

  const compiled = await scene.email(mail.email);
  const question = { id, map: origin.map, mail, topic: compiled.topic, now: run.now };
  const judgement = judgeSending(facts.settings.sending, sendingFacts(facts, question));
  if (judgement.verdict === 'skip') {
    tell({ at, kind: 'skipped', why: judgement.why, ...of });
    return { status: 'done', skipped: judgement.why };
  }
  if (judgement.verdict === 'hold') {
    const { why, until } = judgement;
    hold(facts, question, judgement);
    tell({ at, kind: 'held', why, until: new Date(until).toISOString(), ...of });
    return { status: 'not-before', at: until, why };
  }
  const refused = refusalOf(scene, mail);
  if (refused === 'bounced') {
    tell({ at, kind: 'skipped', why: 'suppressed', ...of });
    return { status: 'done', skipped: 'suppressed' };
  }
  if (refused === 'not-now') {
    const message = 'The mail server cannot take the mail now: the scenario makes it fail';
    tell({ at, kind: 'mail-failed', message, ...of });
    return { status: 'failed', message, permanent: false };
  }
  const written = scene.countsOnly ? UNWRITTEN : write(scene, origin.map, mail, compiled, login);
  if (written instanceof EmailError) {
    scene.mistakes.push(written.message);
    return { status: 'failed', message: written.message, permanent: true };
  }
  const { subject, text, links } = written;
  tell({ at, kind: 'email', ...of, ...recipientOf(scene, mail), subject, text });
  countSent(facts, question, links);
  return { status: 'done' };
}

/**
 * Whether the scenario makes the mail server refuse a mail. One refusal stands for an attempt with all its quick retries:
 * what the map sees of the mail server.
 */
function refusalOf(scene: Scene, mail: MailRequest): 'not-now' | 'bounced' | undefined {
  const { facts, mailFailures, run } = scene;
  const template = templateOf(mail);
  const failing = mailFailures.get(template);
  if (!failing || failing.times === 0) return undefined;
  failing.times -= 1;
  if (!failing.permanent || mail.to !== 'contact') return 'not-now';
  bounce(facts, template, run.now);
  deliverEvents(scene);
  return 'bounced';
}

function recipientOf({ facts }: Scene, { to }: MailRequest): { to: string; team?: string } {
  if (to === 'contact') return { to: facts.contact.email };
  if ('address' in to) return { to: to.address, team: to.address };
  return { to: (facts.settings.sending.teams[to.team] ?? []).join(', '), team: to.team };
}

/** With the links on which clicks can be counted. */
type Written = MergedEmail & { links: string[] };

/** Of a mail that is only counted. */
const UNWRITTEN: Written = { subject: '', html: '', text: '', links: [] };

function write(
  { facts }: Scene,
  map: string,
  mail: MailRequest,
  compiled: CompiledEmail,
  login: { url: string; expiresAt: Instant } | undefined,
): Written | EmailError {
  const program = mail.program === undefined ? undefined : facts.settings.programs[mail.program];
  const enrolment = facts.enrolments[mail.program ?? ''];
  const application = Object.entries(enrolment?.application ?? {});
  const context = mergeContext({
    mail,
    contact: { ...facts.contact, fields: withDefaults(facts.settings, facts.contact.fields) },
    ownFields: facts.settings.fields ?? {},
    links: program && enrolment ? partnerLinks(program, enrolment.referralCode, PUBLIC_URL) : [],
    partnerCenterUrl: partnerCenterUrl(facts.settings, mail.program, PUBLIC_URL),
    unsubscribeUrl: UNSUBSCRIBE_URL,
    approval: {
      map,
      application: Object.fromEntries(application.map(([name, value]) => [name, String(value ?? '')])),
    },
    ...(program ? { program } : {}),
    ...(login ? { login } : {}),
  });
  try {
    const links: string[] = [];
    // The reader of a scenario sees where links lead.
    const merged = mergeCounted(compiled, context, (link) => {
      links.push(link);
      return link;
    });
    return { ...merged, links };
  } catch (error) {
    if (error instanceof EmailError) return error;
    throw error;
  }
}
