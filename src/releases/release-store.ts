import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompiledEmail } from '../email/compiled-email.ts';
import { canonicalJson } from '../program/canonical.ts';
import type { Program, Programs, ReleaseSet } from '../program/program.ts';
import type { Settings } from '../program/settings.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Content-addressed files: a name is the hash of what it holds, so that nothing in the store ever changes.
 * `programs/<map>@<hash>.json`, `emails/<hash>.json`, `settings/<hash>.json`, `sets/<id>.json`.
 */
export interface ReleaseStore {
  directory: string;
}

/** The address of a value: the first 16 hexadecimal digits of SHA-256 over its canonical JSON. */
export function addressOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
}

/** Writes what is not there yet; two processes that write the same address write the same bytes. */
async function writeOnce(store: ReleaseStore, folder: string, name: string, value: unknown): Promise<void> {
  await mkdir(join(store.directory, folder), { recursive: true });
  await writeWhole(join(store.directory, folder, `${name}.json`), `${canonicalJson(value)}\n`);
}

async function readOne<T>(store: ReleaseStore, folder: string, name: string): Promise<T> {
  return JSON.parse(await readFile(join(store.directory, folder, `${name}.json`), 'utf8')) as T;
}

async function readAll<T>(store: ReleaseStore, folder: string): Promise<[name: string, value: T][]> {
  const names = await readdir(join(store.directory, folder)).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  return Promise.all(
    files.sort().map(async (name) => [name, await readOne<T>(store, folder, name)] as [string, T]),
  );
}

/** Adds a program; answers its hash. */
export async function addProgram(store: ReleaseStore, program: Program): Promise<string> {
  const hash = addressOf(program);
  await writeOnce(store, 'programs', `${program.map}@${hash}`, program);
  return hash;
}

/** Adds a rendered email under the hash of its source. */
export async function addEmail(store: ReleaseStore, email: CompiledEmail): Promise<void> {
  await writeOnce(store, 'emails', email.hash, email);
}

/** Hashes of the emails that the store holds already. */
export async function emailHashes(store: ReleaseStore): Promise<Set<string>> {
  const names = await readdir(join(store.directory, 'emails')).catch(() => []);
  return new Set(
    names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)),
  );
}

/** Reads a rendered email. @throws when the store does not hold it. */
export function readEmail(store: ReleaseStore, hash: string): Promise<CompiledEmail> {
  return readOne(store, 'emails', hash);
}

/** Adds a release set and its settings; answers the set. */
export async function addReleaseSet(
  store: ReleaseStore,
  maps: Record<string, string>,
  settings: Settings,
): Promise<ReleaseSet> {
  const settingsHash = addressOf(settings);
  await writeOnce(store, 'settings', settingsHash, settings);
  const content = { maps, settings: settingsHash };
  const set: ReleaseSet = { id: addressOf(content), ...content };
  await writeOnce(store, 'sets', set.id, set);
  return set;
}

/** Reads a release set by id. @throws when the store does not hold it. */
export function readReleaseSet(store: ReleaseStore, id: string): Promise<ReleaseSet> {
  return readOne(store, 'sets', id);
}

/** The settings that belong to a release set. */
export async function readSettingsOf(store: ReleaseStore, setId: string): Promise<Settings> {
  const { settings } = await readReleaseSet(store, setId);
  return readOne(store, 'settings', settings);
}

/** The settings of every release that the store holds. */
export async function readAllSettings(store: ReleaseStore): Promise<Settings[]> {
  return (await readAll<Settings>(store, 'settings')).map(([, settings]) => settings);
}

/** Everything a run may have to resolve: all sets and programs of the store. */
export async function readPrograms(store: ReleaseStore): Promise<Programs> {
  const sets = await readAll<ReleaseSet>(store, 'sets');
  const programs = await readAll<Program>(store, 'programs');
  return {
    sets: Object.fromEntries(sets),
    programs: Object.fromEntries(
      programs.map(([name, program]) => [name.slice(name.lastIndexOf('@') + 1), program]),
    ),
  };
}
