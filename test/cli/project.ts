import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { developmentStore, makeCurrent } from '../../src/releases/current-release.ts';
import { addReleaseSet } from '../../src/releases/release-store.ts';
import { company } from '../partners/partner-company.ts';

/** The command line. */
export const MAIN = join(import.meta.dirname, '../../bin/mapwright.js');

/** What a run of the command line left behind. */
export interface Run {
  code: number | null;
  /** Standard output: the answer. */
  out: string;
  /** Standard error: the talk. */
  err: string;
}

/** A folder in which the real command line runs as a process of its own. */
export interface Project {
  folder: string;
  /** `input` is what the process reads. */
  run: (args: string[], env?: Record<string, string>, input?: string) => Promise<Run>;
}

/** An empty folder. */
export async function emptyProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'mapwright-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const run: Project['run'] = async (args, env = {}, input = '') => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...env },
    });
    child.stdin.end(input);
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    return { code, out, err };
  };
  return { folder, run };
}

/** A project in which `mapwright start` has run: a database with a current release, and nobody in it yet. */
export async function startedProject() {
  const project = await emptyProject();
  const state = join(project.folder, '.mapwright');
  const { p, db } = await company(join(state, 'mapwright.db'));
  const set = await addReleaseSet(developmentStore(state), {}, p.settings());
  await makeCurrent(db, set.id);
  return { ...project, p, db };
}
