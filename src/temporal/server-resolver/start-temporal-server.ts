import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { holdPort } from '../../configuration/hold-port.ts';
import { commandOf, endOrphan, endProcess, writeServerRecord } from './server-process.ts';

/** Beside the database file lie the server's log (`temporal.log`) and its pid file. */
export interface StartOptions {
  /** The `temporal` executable, from `resolveTemporalServer`. */
  executable: string;
  /** Preferred ports on the loopback interface, for gRPC and for the UI; where taken, others are used and `log` is told. */
  port: number;
  uiPort: number;
  /** Created where missing; everything in it survives a restart. */
  databaseFile: string;
  /** Registered at start, by name: `{ Maps: 'KeywordList' }`. */
  searchAttributes: Readonly<
    Record<string, 'Keyword' | 'KeywordList' | 'Text' | 'Int' | 'Bool' | 'Datetime'>
  >;
  /** Created at start; `default` exists in any case. */
  namespace?: string;
  /** Server settings by name, such as `limit.historyCount.suggestContinueAsNew`. */
  dynamicConfiguration?: Readonly<Record<string, number>>;
  /** Told about taken ports, an orphan that was ended, and a server that ended by itself. */
  log: (line: string) => void;
}

/** A running dev server. */
export interface RunningTemporalServer {
  /** `127.0.0.1:7233` */
  address: string;
  /** `http://127.0.0.1:8233` */
  uiUrl: string;
  /** Where the server logs. */
  logFile: string;
  /** Ends the server and waits until it is gone. May be called twice. */
  stop: () => Promise<void>;
}

/** The server did not come up. The message says why, and shows the last lines of its log. */
export class TemporalServerFailed extends Error {
  override readonly name = 'TemporalServerFailed';
}

/** A first start on a slow disk creates its schema. */
const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 100;
const LOG_LINES_SHOWN = 12;
const MOST_ATTEMPTS = 3;
const PORT_LOST = /address already in use/i;

/**
 * Starts `temporal server start-dev` on a database file and waits until its gRPC answers. A server that an
 * earlier, killed Mapwright left on the same file is ended first. The server ends with this process; after a
 * SIGKILL of this process it stays until the next start.
 * @throws TemporalServerFailed when it does not come up, or another Mapwright uses the database file.
 */
export async function startTemporalServer(options: StartOptions): Promise<RunningTemporalServer> {
  const databaseFile = resolve(options.databaseFile);
  const logFile = databaseFile.replace(/(\.db)?$/, '.log');
  const pidFile = databaseFile.replace(/(\.db)?$/, '.pid');
  await mkdir(dirname(databaseFile), { recursive: true });
  const { ended, usedBy } = await endOrphan(pidFile);
  if (usedBy) throw alreadyRunning(usedBy, databaseFile);
  if (ended)
    options.log(`Ended the Temporal server (process ${ended}) that a killed Mapwright had left behind.`);

  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(options, { databaseFile, logFile, pidFile });
    } catch (error) {
      const failed = await failure(error, logFile);
      // Between our letting go of a port and the server's listening somebody else may have taken it.
      if (attempt === MOST_ATTEMPTS || !PORT_LOST.test(failed.message)) throw failed;
    }
  }
}

interface Files {
  databaseFile: string;
  logFile: string;
  pidFile: string;
}

async function startOnce(
  options: StartOptions,
  { databaseFile, logFile, pidFile }: Files,
): Promise<RunningTemporalServer> {
  const owner = { owner: process.pid, ownerCommand: (await commandOf(process.pid)) ?? '' };
  const ports = await choosePorts(options);
  const { child, ended: serverEnded } = await spawnServer({ ...options, ...ports }, databaseFile, logFile);
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      await endProcess(child.pid);
    }
    process.removeListener('exit', killNow);
    await rm(pidFile, { force: true });
  };
  const killNow = (): void => void child.kill('SIGKILL');
  process.once('exit', killNow);
  if (child.pid) await writeServerRecord(pidFile, { server: child.pid, ...owner, databaseFile });

  const address = `127.0.0.1:${ports.port}`;
  try {
    await answering(address, serverEnded);
  } catch (error) {
    await stop();
    throw error;
  }
  serverEnded.catch((error: Error) => {
    if (!stopping)
      options.log(`The Temporal server stopped by itself: ${error.message}. Its log is ${logFile}.`);
  });
  return { address, uiUrl: `http://127.0.0.1:${ports.uiPort}`, logFile, stop };
}

/** After the orphan has ended, which held the preferred ones; right before the server listens on them. */
async function choosePorts({
  port,
  uiPort,
  log,
}: StartOptions): Promise<Pick<StartOptions, 'port' | 'uiPort'>> {
  const server = await holdPort(port, { what: 'the Temporal server', setting: 'MAPWRIGHT_TEMPORAL_PORT' });
  const ui = await holdPort(uiPort, { what: 'the Temporal UI', setting: 'MAPWRIGHT_TEMPORAL_UI_PORT' });
  for (const { notice } of [server, ui]) if (notice) log(notice);
  await Promise.all([server.release(), ui.release()]);
  return { port: server.port, uiPort: ui.port };
}

/** `ended` rejects with the reason when the process ends or cannot be started; it never resolves. */
async function spawnServer(
  options: StartOptions,
  databaseFile: string,
  logFile: string,
): Promise<{ child: ChildProcess; ended: Promise<never> }> {
  const log = await open(logFile, 'w');
  try {
    const { executable, port, uiPort, namespace, searchAttributes, dynamicConfiguration = {} } = options;
    const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--db-filename', databaseFile];
    args.push('--port', String(port), '--ui-port', String(uiPort));
    if (namespace) args.push('--namespace', namespace);
    for (const [name, type] of Object.entries(searchAttributes))
      args.push('--search-attribute', `${name}=${type}`);
    for (const [key, value] of Object.entries(dynamicConfiguration)) {
      args.push('--dynamic-config-value', `${key}=${value}`);
    }
    // A process group of its own: Ctrl-C reaches Mapwright alone, which stops the worker before the server.
    const child = spawn(executable, args, { stdio: ['ignore', log.fd, log.fd], detached: true });
    const ended = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`it ended with ${code === null ? String(signal) : `exit code ${String(code)}`}`);
    });
    // Whoever waits for it sees the reason; until then it is no unhandled rejection.
    ended.catch(() => undefined);
    return { child, ended };
  } finally {
    await log.close();
  }
}

/** Waits until the frontend answers; throws when the process ends before, or takes longer than a minute. */
async function answering(address: string, ended: Promise<never>): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await Promise.race([answers(address), ended]))) {
    if (performance.now() > deadline) throw new Error(`it did not answer on ${address} within 60 s`);
    await Promise.race([pause(ASK_EVERY_MS), ended]);
  }
}

async function answers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 2_000 });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

function alreadyRunning(owner: number, databaseFile: string): TemporalServerFailed {
  return new TemporalServerFailed(
    `Mapwright runs here already: process ${owner} uses ${databaseFile}. ` +
      `Stop that one first, or give this one another MAPWRIGHT_STATE_DIRECTORY.`,
  );
}

async function failure(error: unknown, logFile: string): Promise<TemporalServerFailed> {
  const why = error instanceof Error ? error.message : String(error);
  const lines = tellingLines(await readFile(logFile, 'utf8').catch(() => ''));
  const tail = lines.map((line) => `    ${line}`).join('\n');
  return new TemporalServerFailed(
    `The Temporal server did not start: ${why}. From its log (${logFile}):\n${tail}`,
  );
}

/** Go writes what went wrong before the stack of a crash; otherwise the last lines say most. */
function tellingLines(log: string): string[] {
  const lines = log.trimEnd().split('\n');
  const crash = lines.findIndex((line) => line.startsWith('panic: '));
  return crash === -1 ? lines.slice(-LOG_LINES_SHOWN) : lines.slice(crash, crash + LOG_LINES_SHOWN);
}
