import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import { activitiesIn, databaseOf, endpointsOf, type Configuration } from '../configuration/configuration.ts';
import { builtInMails } from '../email/built-in-mails.ts';
import { dkimOf } from '../email/dkim.ts';
import { parseMailbox } from '../email/mailbox.ts';
import type { Mailer } from '../email/send-mail.ts';
import { partnerLinksMailer, signInLinkMailer } from '../email/send-sign-in-link.ts';
import { smtpMailServer } from '../email/smtp-mail-server.ts';
import { createGateway } from '../gateway/gateway.ts';
import { mintConsoleLink } from '../partners/console-links.ts';
import { keepWatches } from '../partners/due-watches.ts';
import type { Partners } from '../partners/partners.ts';
import { standingOf } from '../partners/teams.ts';
import type { FallingDue } from '../program/due.ts';
import { developmentStore, makeCurrent } from '../releases/current-release.ts';
import { readEmail, readPrograms } from '../releases/release-store.ts';
import { startDispatcher, type Deliver } from '../storage/dispatcher.ts';
import { openDatabase } from '../storage/open-database.ts';
import { OWNER_ONLY } from '../storage/open-sqlite.ts';
import { valueOrMint } from '../storage/values.ts';
import { deliverEvents } from '../temporal/deliver-events.ts';
import { keepDueSchedule } from '../temporal/due-schedule.ts';
import { loadActivities } from '../temporal/load-activities.ts';
import { startWorker } from '../temporal/worker.ts';
import { secretsNamed } from '../webhooks/secrets-named.ts';
import { calledIn, currentReleaseReader, fallingIn, mapsOf } from './current-programs.ts';
import { Closers } from './closers.ts';
import { startConfirmations } from './confirmation-rounds.ts';
import { ensureTemporal } from './ensure-temporal.ts';
import { mailDoor } from './mail-door.ts';
import { metricsOf, serveMetrics, type Measured } from './metrics.ts';
import { bundleFile, prepare } from './prepare.ts';
import { openIdOf } from './open-id-of.ts';
import { choosePort, type Report } from './report.ts';
import { startRetention } from './retention-rounds.ts';
import { startWebhooksOut } from './webhooks-out.ts';

/** Where a running stack can be reached. */
export interface Stack {
  gatewayUrl: string;
  /** Absent when mail goes to a real mail server. */
  inboxUrl?: string;
  /** `host:port` of the Temporal server. */
  temporalAddress: string;
  /** Absent when the Temporal server was there before. */
  temporalUiUrl?: string;
  namespace: string;
  webhookSecret: string;
  /** Ends everything in the reverse order of its start. */
  stop(): Promise<void>;
}

/** The parts that reach the outside, as they are put in: a test that kills the process decorates them. */
export interface Parts {
  partners(real: Partners): Partners;
  mailer(real: Mailer): Mailer;
  deliver(real: Deliver): Deliver;
}

const REAL_PARTS: Parts = { partners: (real) => real, mailer: (real) => real, deliver: (real) => real };

/**
 * Starts everything in one process: Temporal (unless there is one), the mail inbox, worker, gateway and
 * dispatcher, on files below the state directory. @throws when a part cannot start; what had started is ended.
 */
export async function startStack(
  configuration: Configuration,
  log: Logger,
  report: Report,
  parts: Parts = REAL_PARTS,
): Promise<Stack> {
  const closers = new Closers();
  try {
    return await start({ configuration, log, report, parts, closers });
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

interface Start {
  configuration: Configuration;
  log: Logger;
  report: Report;
  parts: Parts;
  closers: Closers;
}

async function start({ configuration, log, report, parts, closers }: Start): Promise<Stack> {
  const { stateDirectory, mapsDirectory } = configuration;
  await mkdir(stateDirectory, { recursive: true, mode: OWNER_ONLY });
  const db = await openDatabase(databaseOf(configuration));
  closers.add(() => db.destroy());
  const store = developmentStore(stateDirectory);
  const { setId, maps } = await prepare({ mapsDirectory, stateDirectory, color: process.stderr.isTTY });
  // A release whose activities are not there must not become current: other processes would take it up.
  const called = calledIn({ setId, programs: await readPrograms(store) });
  const own = await loadActivities(activitiesIn(configuration), called);
  await makeCurrent(db, setId);
  report(`Release: ${setId.slice(0, 8)}, ${maps} ${maps === 1 ? 'map' : 'maps'} from ${mapsDirectory}`);
  const current = currentReleaseReader(db, store);
  let release = await current();
  const temporal = await ensureTemporal(configuration, report, closers);
  const mail = await mailDoor(configuration, log, report, closers);
  const { host, port, trustProxy } = configuration.gateway;
  const pages = { host, what: 'the pages', setting: 'MAPWRIGHT_GATEWAY_PORT' };
  const gatewayPort = await choosePort(port, pages, report);
  closers.add(gatewayPort.release);
  const publicUrl = configuration.gateway.publicUrl ?? `http://localhost:${gatewayPort.port}`;

  const partners = parts.partners({
    db,
    settings: () => release.settings,
    now: () => Date.now(),
    randomId: randomUUID,
    secret: await valueOrMint(db, 'login-secret', secretText),
    publicUrl,
  });
  const { webhookAllow: allow = [], secrets = {} } = configuration;
  const unset = secretsNamed(mapsOf(release)).filter((name) => !Object.hasOwn(secrets, name));
  for (const name of unset) report(`Webhooks of maps need MAPWRIGHT_SECRET_${name}, which is not set.`);
  const { namespace, taskQueue } = configuration.temporal;
  const server = smtpMailServer(mail.smtpUrl, {}, await dkimOf(configuration.mail));
  closers.add(() => server.close());
  const mailer = parts.mailer({
    db,
    server,
    from: parseMailbox(release.settings.sending.from),
    email: (email) => readEmail(store, 'builtIn' in email ? builtInMails[email.builtIn].hash : email.hash),
    now: partners.now,
    ...(configuration.mail.perSecond === undefined ? {} : { perSecond: configuration.mail.perSecond }),
  });
  const worker = await startWorker({
    connection: temporal.connection,
    namespace,
    taskQueue,
    bundle: await readFile(bundleFile(stateDirectory), 'utf8'),
    ports: {
      partners,
      mailer,
      own,
      falling: async () => fallingIn((release = await current())),
      webhooks: { allow, secrets },
    },
  });
  closers.add(() => worker.stop());
  report(`Worker: task queue ${taskQueue}`);

  const connection = await Connection.connect(temporal.connection);
  closers.add(() => connection.close());
  const client = new Client({ connection, namespace });
  await keepDue(client, taskQueue, partners, fallingIn(release));
  const webhooksOut = startWebhooksOut({ configuration, release: () => release, partners, log });
  closers.add(() => webhooksOut.stop());
  const dispatcher = startDispatcher({
    db,
    ...(webhooksOut.alongside ? { alongside: webhooksOut.alongside } : {}),
    deliver: parts.deliver(deliverEvents(client, taskQueue, async () => (release = await current()))),
    owner: randomUUID(),
    now: partners.now,
    log,
  });
  closers.add(() => dispatcher.stop());
  const endpoints = endpointsOf(configuration).map(({ name }) => name);
  await serveFigures(configuration, { db, dispatcher, endpoints, now: partners.now }, report, closers);
  const load = (hash: string) => readEmail(store, hash);
  const confirmations = startConfirmations({ mailer, load, partners, log });
  closers.add(() => confirmations.stop());
  const retention = startRetention({ db, now: partners.now, log });
  closers.add(() => retention.stop());

  const webhookSecret =
    configuration.webhookSecret ??
    (await valueOrMint(db, 'webhook-secret', () => `whsec_${secretText('base64')}`));
  const gateway = await createGateway({
    partners,
    maps: () => mapsOf(release),
    log,
    sessionKey: Buffer.from(await valueOrMint(db, 'session-key', secretText), 'base64url'),
    webhookSecret,
    ...(configuration.mail.sendGridKey === undefined ? {} : { sendGridKey: configuration.mail.sendGridKey }),
    now: partners.now,
    email: mailer.email,
    sendSignInLink: signInLinkMailer({
      ...mailer,
      email: () => readEmail(store, builtInMails['console-sign-in'].hash),
    }),
    sendPartnerLinks: partnerLinksMailer({
      ...mailer,
      email: () => readEmail(store, builtInMails['partner-sign-in'].hash),
    }),
    ...openIdOf(configuration),
    ...(temporal.uiUrl ? { temporalUi: { url: temporal.uiUrl, namespace } } : {}),
    ...(trustProxy ? { trustProxy } : {}),
    onCommitted: () => {
      dispatcher.wake();
      confirmations.wake();
    },
    ready: () => readiness(connection),
  });
  closers.add(() => gateway.close());
  await gatewayPort.release();
  await gateway.listen({ host, port: gatewayPort.port });
  report(`Pages: ${publicUrl}`);
  if (configuration.profile === 'embedded') await reportConsoleLink(partners, report);
  return {
    gatewayUrl: publicUrl,
    ...(mail.inboxUrl ? { inboxUrl: mail.inboxUrl } : {}),
    ...(temporal.uiUrl ? { temporalUiUrl: temporal.uiUrl } : {}),
    temporalAddress: temporal.connection.address,
    namespace,
    webhookSecret,
    stop: () => closers.closeAll(),
  };
}

/** Where a map needs them, facts that fall due by the clock are looked for; otherwise what was watched is forgotten. */
async function keepDue(
  client: Client,
  taskQueue: string,
  partners: Partners,
  { doors, programs }: FallingDue,
): Promise<void> {
  const needed = doors.length + programs.length > 0;
  if (!needed) await keepWatches(partners, []);
  await keepDueSchedule(client, taskQueue, needed);
}

/** For Prometheus, where it is asked for. */
async function serveFigures(
  { gateway: { host }, metricsPort }: Configuration,
  measured: Measured,
  report: Report,
  closers: Closers,
): Promise<void> {
  if (metricsPort === undefined) return;
  const setting = { host, what: 'the metrics', setting: 'MAPWRIGHT_METRICS_PORT' };
  const held = await choosePort(metricsPort, setting, report);
  await held.release();
  const served = await serveMetrics(metricsOf(measured), { host, port: held.port });
  closers.add(() => served.close());
  report(`Metrics: http://${host}:${served.port}/metrics`);
}

function secretText(encoding: BufferEncoding = 'base64url'): string {
  return randomBytes(32).toString(encoding);
}

async function readiness(connection: Connection): Promise<{ ok: boolean; detail: Record<string, string> }> {
  try {
    await connection.workflowService.getSystemInfo({});
    return { ok: true, detail: { temporal: 'connected' } };
  } catch {
    return { ok: false, detail: { temporal: 'the server does not answer' } };
  }
}

/** On one's own machine nobody waits for a mail to sign in: a ready link for the first person of a team. */
async function reportConsoleLink(partners: Partners, report: Report): Promise<void> {
  const [address] = Object.values(partners.settings().sending.teams).flat();
  if (!address) return;
  const link = await mintConsoleLink(partners, address);
  report(`Console: ${link} (signs in ${address} as ${standingOf(partners, address)?.role}, once)`);
}
