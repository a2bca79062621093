import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { loadRun } from '../../activities/load-run.ts';
import { recordEvent } from '../../activities/record-event.ts';
import { recordRun } from '../../activities/record-run.ts';
import type { ActivityPorts } from '../../activities/ports.ts';
import { nextOccurrence } from '../../src/calendar/date-occurrences.ts';
import { resolveInstant } from '../../src/calendar/resolve-instant.ts';
import type { Partners } from '../../src/partners/partners.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';
import type { RunRecord } from '../../src/program/run-state.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { writeRunRecord } from '../../src/storage/run-records.ts';
import type { Database } from '../../src/storage/schema.ts';
import type { RunActivities } from '../../workflows/messages.ts';
import { START, USD } from '../program/builders.ts';
import { transact } from '../../src/storage/transact.ts';

/** The database side of runs, real: a SQLite file, and the activities that read and write it. */
export interface RunDatabase {
  db: Kysely<Database>;
  /** The domain on it, with a partner program `main` in dollars that pays a fifth. */
  partners: Partners;
  activities: RunActivities;
  write(contactId: string, record: RunRecord): Promise<void>;
}

const MAIN: PartnerProgram = {
  name: 'main',
  title: 'Acme',
  currency: USD,
  locale: 'en-US',
  timeZone: 'UTC',
  commissionBasisPoints: 2000,
  signUpForm: { id: 'sign-up', fields: [{ name: 'email', label: 'Email', type: 'email', required: true }] },
  links: [],
};

/** Opens a file in `directory`; the caller destroys `db`. */
export async function openRunDatabase(directory: string): Promise<RunDatabase> {
  const db = await openDatabase(join(directory, 'mapwright.db'));
  const partners: Partners = {
    db,
    settings: () => ({
      programs: { main: MAIN },
      sending: { from: 'partners@example.com', postalAddress: 'London', teams: {} },
    }),
    now: () => START,
    randomId: randomUUID,
    secret: 'a secret for tests',
    publicUrl: 'http://127.0.0.1:8080',
  };
  // None of these activities sends mail.
  const ports = { partners } as ActivityPorts;
  return {
    db,
    partners,
    activities: {
      'load-run': (request) => loadRun(ports, request),
      'record-run': (request) => recordRun(ports, request),
      'record-event': (request) => recordEvent(ports, request),
      'resolve-instant': (request) => Promise.resolve(resolveInstant(request, 'UTC')),
      'find-date': (request) => Promise.resolve(nextOccurrence(request, 'UTC') ?? null),
    },
    write: async (contactId, record) => {
      await transact(db, (trx) => writeRunRecord(trx, contactId, record, START));
    },
  };
}
