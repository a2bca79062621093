import { afterAll, beforeAll } from 'vitest';
import type { Programs } from '../../src/program/program.ts';
import { addContact } from '../storage/temporary-database.ts';
import { ContactRun } from './contact-run.ts';
import { JobDesk } from './job-desk.ts';
import { openRunDatabase, type RunDatabase } from './run-database.ts';
import { startTestServer, type TestServer } from './temporal-server.ts';
import { startTestWorker } from './test-worker.ts';

/** A dev server, a database and a worker for a group of tests: real but for the activities of steps. */
export interface Contacts {
  readonly server: TestServer;
  readonly database: RunDatabase;
  readonly desk: JobDesk;
  /** Somebody who is in the database and has no run yet. */
  newContact(taskQueue?: string): Promise<ContactRun>;
  /** A further worker; the caller stops it. */
  startWorker(taskQueue: string, programs: Programs): Promise<{ stop(): Promise<void> }>;
}

const TASK_QUEUE = 'contacts';

/** Starts all of it before the group's tests and ends it after them. */
export function contactsOn(
  executable: string | undefined,
  programs: Programs,
  dynamicConfiguration: Record<string, number> = {},
): Contacts {
  const parts: { server?: TestServer; database?: RunDatabase; desk?: JobDesk } = {};
  const part = <K extends keyof typeof parts>(name: K): NonNullable<(typeof parts)[K]> => {
    const found = parts[name];
    if (!found) throw new Error('Not started yet: use it inside a test.');
    return found;
  };
  const contacts: Contacts = {
    get server() {
      return part('server');
    },
    get database() {
      return part('database');
    },
    get desk() {
      return part('desk');
    },
    async newContact(taskQueue = TASK_QUEUE) {
      const run = new ContactRun(contacts.server.client, taskQueue);
      await addContact(contacts.database.db, run.contactId);
      return run;
    },
    startWorker(taskQueue, known) {
      const activities = { ...contacts.database.activities, ...contacts.desk.activities };
      return startTestWorker(contacts.server.connection, taskQueue, known, activities);
    },
  };
  let worker: { stop(): Promise<void> } | undefined;
  beforeAll(async () => {
    parts.server = await startTestServer(executable, dynamicConfiguration);
    parts.database = await openRunDatabase(parts.server.directory);
    parts.desk = new JobDesk(parts.database.write);
    worker = await contacts.startWorker(TASK_QUEUE, programs);
  });
  afterAll(async () => {
    await worker?.stop();
    await parts.database?.db.destroy();
    await parts.server?.stop();
  });
  return contacts;
}
