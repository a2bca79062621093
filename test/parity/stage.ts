import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { Instant } from '../../src/program/time.ts';
import { workflowIdOf } from '../../src/temporal/deliver-events.ts';
import type { Activities } from '../../src/temporal/worker.ts';
import { until } from '../../tools/demo/clock.ts';
import { startScriptedSmtp } from '../email/scripted-smtp.ts';
import { startOtherSystem } from '../support/other-system.ts';
import { startTestWorker } from '../support/test-worker.ts';
import { Playing, type Place } from './playing.ts';
import { allPrograms, openProject, sharedActivities, type Project } from './project.ts';

/** A server, and its clock. */
export interface Server {
  client: Client;
  connection: NativeConnection;
  now(): Promise<Instant>;
  /** Lets its time pass until an instant; absent where it cannot skip: then each entry comes as soon as it can. */
  passTo?(instant: Instant): Promise<void>;
}

/** A mail as the mail server took it. */
export interface TakenMail {
  messageId: string;
  /** As it came over the wire (RFC 5322). */
  raw: string;
}

/** Everything real around scenarios that are played on a server at the same time. */
export interface ParityStage {
  projects: Project[];
  /** The mails that were taken, in order. */
  taken: TakenMail[];
  /** Plays the chosen scenarios from now on, all together. */
  play(chosen: (project: Project) => number[]): Promise<Playing[]>;
  stop(): Promise<void>;
}

const TASK_QUEUE = 'parity';
const SOON_MS = 30_000;
const ASK_EVERY_MS = 20;

/** Starts a worker with the programs of some folders of maps, and what it works with. */
export async function startStage(server: Server, folders: readonly string[]): Promise<ParityStage> {
  const directory = await mkdtemp(join(tmpdir(), 'mapwright-parity-'));
  const smtp = await startScriptedSmtp();
  const other = await startOtherSystem();
  const webhooks = { allow: ['127.0.0.1'], secrets: { OTHER_SYSTEM: other.host } };
  let clock = await server.now();
  const now = () => clock;
  const projects: Project[] = [];
  const taken: TakenMail[] = [];
  const playings: Playing[] = [];
  const playingOf = (contactId: string) => {
    const playing = playings.find((each) => each.contactId === contactId);
    if (!playing) throw new Error(`Nobody plays for ${contactId}.`);
    return playing;
  };
  for (const name of folders)
    projects.push(await openProject(name, { directory, smtpUrl: smtp.url, webhooks, now, playingOf }));
  smtp.behaviour = { kind: 'ask', takes: (raw) => takes(raw, playings, taken) };
  const programs = allPrograms(projects);
  const names = Object.keys(projects[0]?.activities ?? {}) as (keyof Activities)[];
  const worker = await startTestWorker(
    server.connection,
    TASK_QUEUE,
    programs,
    sharedActivities(names, (contactId) => playingOf(contactId).project),
  );
  await warmUp(server.client);
  const place: Place = { client: server.client, taskQueue: TASK_QUEUE, programs };

  async function tick(to: Instant): Promise<void> {
    await server.passTo?.(to);
    // One after the other: what follows from an entry is done before time goes on for the next one.
    for (const playing of playings) {
      clock = await server.now();
      if (await playing.act(clock, server.passTo === undefined)) await comesToRest(playing, clock);
    }
  }

  return {
    projects,
    taken,
    async play(chosen) {
      clock = await server.now();
      for (const project of projects) {
        for (const index of chosen(project)) playings.push(new Playing(project, index, place, clock));
      }
      for (let at = nextOf(playings); at !== undefined; at = nextOf(playings)) await tick(at);
      return playings;
    },
    async stop() {
      await worker.stop();
      await smtp.stop();
      await other.stop();
      for (const { db } of projects) await db.destroy();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The first run of a worker takes seconds, which would make the mails of the first scenario late. */
async function warmUp(client: Client): Promise<void> {
  const workflowId = workflowIdOf('c_nobody');
  const options = { workflowId, taskQueue: TASK_QUEUE, args: [{ contactId: 'c_nobody' }] };
  const handle = await client.workflow.start('contact', options);
  await handle.query('state');
  await handle.terminate();
}

async function comesToRest(playing: Playing, now: Instant): Promise<void> {
  const what = `the end of all that an entry of “${playing.scenario.scenario}” leads to`;
  await until(what, async () => ((await playing.isQuiet(now)) ? true : undefined), SOON_MS, ASK_EVERY_MS);
}

function nextOf(playings: readonly Playing[]): Instant | undefined {
  const instants = playings.flatMap(({ nextAt }) => nextAt ?? []);
  return instants.length > 0 ? Math.min(...instants) : undefined;
}

/** Whether the mail server takes a message: not while its scenario lets that email fail. */
async function takes(raw: string, playings: readonly Playing[], taken: TakenMail[]): Promise<boolean> {
  const messageId = /^Message-ID: (\S+)/im.exec(raw)?.[1] ?? '';
  const template = /^X-Mapwright-Template: (\S+)/im.exec(raw)?.[1] ?? '';
  for (const playing of playings) {
    const left = playing.refusals.get(template) ?? 0;
    if (left === 0 || !(await isOf(playing, messageId))) continue;
    playing.refusals.set(template, left - 1);
    return false;
  }
  taken.push({ messageId, raw });
  return true;
}

async function isOf({ project, contactId = '' }: Playing, messageId: string): Promise<boolean> {
  const row = await project.db
    .selectFrom('sent_mails')
    .select('contact_id')
    .where('message_id', '=', messageId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return row !== undefined;
}
