import type { Compilation } from '../compiler/compilation.ts';
import { builtInMails } from '../email/built-in-mails.ts';
import { renderEmail } from '../email/render-email.ts';
import type { ReleaseSet } from '../program/program.ts';
import { addEmail, addProgram, addReleaseSet, emailHashes, type ReleaseStore } from './release-store.ts';

/** Writes a compiled working tree into the store: programs, rendered emails, settings and the set that names them. */
export async function release(
  store: ReleaseStore,
  { programs, settings, emails }: NonNullable<Compilation['output']>,
): Promise<ReleaseSet> {
  const known = await emailHashes(store);
  const fresh = emails.filter(({ hash }) => !known.has(hash));
  for (const email of [...fresh, ...Object.values(builtInMails)]) {
    await addEmail(store, await renderEmail(email, settings.sending));
  }
  const maps: Record<string, string> = {};
  for (const program of programs) maps[program.map] = await addProgram(store, program);
  return addReleaseSet(store, maps, settings);
}
