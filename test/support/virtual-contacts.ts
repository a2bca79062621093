import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll } from 'vitest';
import { actOnMapFor } from '../../activities/act-on-map.ts';
import { changeContactFor } from '../../activities/change-contact.ts';
import type { ActivityPorts } from '../../activities/ports.ts';
import type { Programs } from '../../src/program/program.ts';
import { startDispatcher } from '../../src/storage/dispatcher.ts';
import { deliverEvents } from '../../src/temporal/deliver-events.ts';
import { addContact } from '../storage/temporary-database.ts';
import { ContactRun } from './contact-run.ts';
import { JobDesk } from './job-desk.ts';
import { openRunDatabase, type RunDatabase } from './run-database.ts';
import { startTestWorker } from './test-worker.ts';
import { createTimeSkipping } from './time-skipping-server.ts';

const SILENT = { warn: () => undefined, error: () => undefined };
const TASK_QUEUE = 'virtual';

/** Contacts in a real database and on a server whose clock jumps, with a real dispatcher; only mails are not real. */
export interface VirtualContacts {
  readonly database: RunDatabase;
  readonly desk: JobDesk;
  readonly time: TestWorkflowEnvironment;
  /** Somebody who is in the database and has no run yet. */
  newContact(): Promise<ContactRun>;
}

/** Starts all of it before the group's tests and ends it after them; the release set is `r1`. */
export function virtualContacts(command: string, programs: Programs): VirtualContacts {
  const ends: (() => Promise<unknown>)[] = [];
  const parts: { database?: RunDatabase; time?: TestWorkflowEnvironment } = {};
  const started = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('Not started yet: use it inside a test.');
    return part;
  };
  const desk = new JobDesk(async (contactId, record) => started(parts.database).write(contactId, record));
  beforeAll(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'mapwright-virtual-'));
    ends.push(() => rm(directory, { recursive: true, force: true }));
    const database = await openRunDatabase(directory);
    ends.push(() => database.db.destroy());
    const time = await createTimeSkipping(command);
    ends.push(() => time.teardown());
    Object.assign(parts, { database, time });
    // Neither of the activities below sends mail.
    const ports = { partners: database.partners } as ActivityPorts;
    const worker = await startTestWorker(time.nativeConnection, TASK_QUEUE, programs, {
      ...database.activities,
      ...desk.activities,
      'act-on-map': (request) => actOnMapFor(ports, request),
      'change-contact': (request) => changeContactFor(ports, request),
    });
    ends.push(() => worker.stop());
    const dispatcher = startDispatcher({
      db: database.db,
      deliver: deliverEvents(time.client, TASK_QUEUE, () => Promise.resolve({ setId: 'r1', programs })),
      owner: randomUUID(),
      now: () => Date.now(),
      log: SILENT,
      pollEveryMs: 50,
    });
    ends.push(() => dispatcher.stop());
  });
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  });
  return {
    desk,
    get database() {
      return started(parts.database);
    },
    get time() {
      return started(parts.time);
    },
    async newContact() {
      const run = new ContactRun(started(parts.time).client, TASK_QUEUE);
      await addContact(started(parts.database).db, run.contactId);
      return run;
    },
  };
}
