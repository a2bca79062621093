import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

/** What the pid file says about a started server, so that the next start finds one whose parent was killed. */
export interface ServerRecord {
  /** Process id of the server. */
  server: number;
  /** Process id of the Mapwright that started it, and its command line (ids are used again). */
  owner: number;
  ownerCommand: string;
  /** What has to occur in the server's command line. */
  databaseFile: string;
}

/** How often a stopping process is looked at, in milliseconds. */
const LOOK_EVERY_MS = 50;
/** A server that has not stopped by then is killed; its database is transactional. */
const STOP_WITHIN_MS = 10_000;

/** Notes a started server in `file`. */
export async function writeServerRecord(file: string, record: ServerRecord): Promise<void> {
  await writeFile(file, JSON.stringify(record));
}

/**
 * Ends the server that a killed Mapwright left behind, as the pid file says, and answers its process id.
 * `usedBy` is the process id of a Mapwright that still runs: two on one database file would fight.
 */
export async function endOrphan(file: string): Promise<{ ended?: number; usedBy?: number }> {
  const record = await readRecord(file);
  if (!record) return {};
  const command = await commandOf(record.server);
  const runs = command !== undefined && command.includes(record.databaseFile);
  if (runs && record.owner !== process.pid && (await commandOf(record.owner)) === record.ownerCommand) {
    return { usedBy: record.owner };
  }
  if (runs) await endProcess(record.server);
  await rm(file, { force: true });
  return runs ? { ended: record.server } : {};
}

/** Asks a process to end, and kills it where it does not within ten seconds. Waits until it is gone. */
export async function endProcess(pid: number): Promise<void> {
  const deadline = performance.now() + STOP_WITHIN_MS;
  sendSignal(pid, 'SIGTERM');
  while ((await commandOf(pid)) !== undefined) {
    if (performance.now() > deadline) sendSignal(pid, 'SIGKILL');
    await pause(LOOK_EVERY_MS);
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already, which is what was wanted.
  }
}

/**
 * The command line of a running process; undefined when there is none, or it has ended and waits to be
 * reaped. From /proc where there is one: minimal containers have no `ps`.
 */
export async function commandOf(pid: number): Promise<string | undefined> {
  try {
    const command = existsSync('/proc/self/cmdline')
      ? (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
      : (await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)])).stdout;
    return command.trim() || undefined;
  } catch {
    return undefined;
  }
}

async function readRecord(file: string): Promise<ServerRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(file, 'utf8')) as Partial<ServerRecord>;
    const { server, owner, ownerCommand, databaseFile } = record;
    return server && owner && databaseFile
      ? { server, owner, ownerCommand: ownerCommand ?? '', databaseFile }
      : undefined;
  } catch {
    // No record, or one cut off by a power cut: nothing is known of an earlier server.
    return undefined;
  }
}
