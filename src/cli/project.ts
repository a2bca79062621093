import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { databaseOf } from '../configuration/configuration.ts';
import { findContact } from '../partners/find-contact.ts';
import type { Partners } from '../partners/partners.ts';
import type { Currency } from '../program/program.ts';
import { readSettings } from '../releases/current-release.ts';
import { openDatabase } from '../storage/open-database.ts';
import { isPostgresUrl } from '../storage/open-postgres.ts';
import { valueOrMint } from '../storage/values.ts';
import { EXIT, Stopped } from './exit-codes.ts';
import { readConfiguration } from './read-configuration.ts';

/**
 * Lets `work` use the database of the running project, and closes it. The dispatcher of the process that
 * runs finds what was committed by itself.
 * @throws Stopped when `mapwright start` has never run here: then there is nobody to decide about.
 */
export async function withPartners<T>(work: (partners: Partners) => Promise<T>): Promise<T> {
  const configuration = readConfiguration();
  const location = databaseOf(configuration);
  if (!isPostgresUrl(location) && !existsSync(location))
    throw neverStarted(`there is no database ${location}`);
  const db = await openDatabase(location).catch((error: unknown) => {
    throw new Stopped(EXIT.unavailable, error instanceof Error ? error.message : String(error));
  });
  try {
    const settings = await readSettings(configuration.stateDirectory, db);
    if (!settings) throw neverStarted('no release of the maps is current');
    const { host, port, publicUrl } = configuration.gateway;
    return await work({
      db,
      settings: () => settings,
      now: () => Date.now(),
      randomId: randomUUID,
      secret: await valueOrMint(db, 'login-secret', () => randomBytes(32).toString('base64url')),
      publicUrl: publicUrl ?? `http://${host}:${port}`,
    });
  } finally {
    await db.destroy();
  }
}

/** The currency of a partner program in which something was just recorded. */
export function currencyOf(partners: Partners, program: string): Currency {
  const currency = partners.settings().programs[program]?.currency;
  if (!currency) throw new Error(`The settings lost the partner program ${program} while it was written to.`);
  return currency;
}

/** Code of the currency of the only program that can be meant; where none can, the domain says why. */
export async function currencyFor(
  partners: Partners,
  contact: string,
  program: string | undefined,
): Promise<string> {
  const { programs } = partners.settings();
  const enrolled = (await findContact(partners, contact))?.enrolments[0]?.program;
  const known = programs[program ?? enrolled ?? ''] ?? Object.values(programs)[0];
  return known?.currency.code ?? '';
}

function neverStarted(why: string): Stopped {
  const hint =
    'Run "npm start" (mapwright start) first, in this directory or with the same MAPWRIGHT_STATE_DIRECTORY.';
  return new Stopped(EXIT.unavailable, `Mapwright has not been started here: ${why}. ${hint}`);
}
