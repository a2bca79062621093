import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { asyncLocalStorage } from '@temporalio/activity';
import type { Kysely } from 'kysely';
import { createActivities } from '../../activities/create-activities.ts';
import type { Compilation } from '../../src/compiler/compilation.ts';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import { parseMailbox } from '../../src/email/mailbox.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';
import type { Partners } from '../../src/partners/partners.ts';
import type { Programs } from '../../src/program/program.ts';
import type { Instant } from '../../src/program/time.ts';
import { emailLoader } from '../../src/simulator/email-loader.ts';
import { mapsOf, programsOf, type Stage } from '../../src/simulator/play-scenario.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import type { Database } from '../../src/storage/schema.ts';
import type { WebhookSettings } from '../../src/webhooks/settings.ts';
import type { Activities } from '../../src/temporal/worker.ts';
import { ownActivities } from './own-activities.ts';
import type { Playing } from './playing.ts';
import { nothingDue } from '../support/nothing-due.ts';

/** A folder of maps with all that carries it out: its own database, the real activities, mail by SMTP. */
export interface Project {
  /** The folder; it also tells apart what is called the same in several. */
  name: string;
  output: NonNullable<Compilation['output']>;
  /** What the simulator plays its scenarios with. */
  stage: Stage;
  db: Kysely<Database>;
  partners: Partners;
  activities: Activities;
}

/** What a project works with; `now` is the server's time. */
interface Surroundings {
  directory: string;
  smtpUrl: string;
  webhooks: WebhookSettings;
  now: () => Instant;
  /** Who plays for a contact. */
  playingOf: (contactId: string) => Playing;
}

/** Compiles a folder and opens its database in `directory`; the caller destroys `db`. */
export async function openProject(
  name: string,
  { directory, smtpUrl, webhooks, now, playingOf }: Surroundings,
): Promise<Project> {
  const { output, diagnostics } = await compileMaps({ path: name });
  if (!output)
    throw new Error(`${name} does not compile: ${diagnostics.map(({ message }) => message).join(' ')}`);
  const { programs, settings, emails } = output;
  const email = emailLoader(emails, settings.sending);
  // Rendered before anything happens: it takes long enough to make mails late.
  for (const { name: template, hash } of emails) await email({ template, hash, merges: [] });
  for (const builtIn of ['approval-request', 'task-request'] as const) await email({ builtIn });
  const db = await openDatabase(join(directory, `${name.replaceAll('/', '-')}.db`));
  // An activity's time is that of the server, which may have skipped years.
  const clock = () => asyncLocalStorage.getStore()?.info.currentAttemptScheduledTimestampMs ?? now();
  const partners: Partners = {
    db,
    settings: () => settings,
    now: clock,
    randomId: randomUUID,
    secret: 'a secret for tests',
    publicUrl: 'https://partners.example',
  };
  const mailer = {
    db,
    server: smtpMailServer(smtpUrl),
    from: parseMailbox(settings.sending.from),
    email,
    now: clock,
  };
  return {
    name,
    output,
    stage: { programs, settings, email },
    db,
    partners,
    activities: createActivities({
      partners,
      mailer,
      falling: nothingDue,
      own: ownActivities(programs, playingOf),
      webhooks,
    }),
  };
}

/** Name of the release set of a project's scenario. */
export function setIdOf(project: Pick<Project, 'name'>, index: number): string {
  return `${project.name}#${index}`;
}

/** Every program of some projects, with a release set for each scenario: its maps and their notices. */
export function allPrograms(projects: readonly Project[]): Programs {
  const all: Programs = { sets: {}, programs: {} };
  for (const project of projects) {
    const { programs, scenarios } = project.output;
    for (const [index, { scenario }] of scenarios.entries()) {
      const { programs: playing } = programsOf(programs, mapsOf(scenario));
      const id = setIdOf(project, index);
      const maps = Object.fromEntries(Object.keys(playing).map((map) => [map, `${project.name}/${map}`]));
      all.sets[id] = { id, maps, settings: '' };
      for (const [map, program] of Object.entries(playing)) all.programs[`${project.name}/${map}`] = program;
    }
  }
  return all;
}

/** The activities of several projects as one worker's, by whose contact it is. */
export function sharedActivities(
  names: readonly (keyof Activities)[],
  projectOf: (contactId: string) => Project,
): Activities {
  const shared = (name: keyof Activities) => (request: { contactId: string }) =>
    // Each name has its own request, which TypeScript cannot follow through an index.
    (projectOf(request.contactId).activities[name] as (request: unknown) => unknown)(request);
  return Object.fromEntries(names.map((name) => [name, shared(name)])) as unknown as Activities;
}
