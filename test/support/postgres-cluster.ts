import { execFile, spawn } from 'node:child_process';
import { chown, glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { holdPort } from '../../src/configuration/hold-port.ts';

/** What `requireTool` says where there is no PostgreSQL. */
export const POSTGRES = {
  name: 'PostgreSQL',
  get: "install Debian's package postgresql, or initdb on the PATH",
};

/** A PostgreSQL server of the tests' own, on loopback. */
export interface PostgresCluster {
  /** Without a database: `postgres://…/` */
  url: string;
  stop(): Promise<void>;
}

/** The folder of `initdb` and `postgres`: Debian keeps them off the PATH. */
export async function findPostgres(): Promise<string | undefined> {
  const onPath = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'initdb'));
  for await (const found of glob(['/usr/lib/postgresql/*/bin/initdb', ...onPath])) return dirname(found);
  return undefined;
}

/**
 * Makes a cluster in a folder of its own and waits until it answers. Unless it is to be `durable` it never syncs: it does
 * not outlive the tests.
 */
export async function startPostgres(
  folder: string,
  { durable = false }: { durable?: boolean } = {},
): Promise<PostgresCluster> {
  const directory = await mkdtemp(join(tmpdir(), 'mapwright-postgres-'));
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? await idsOf('postgres') : undefined;
  if (user) await chown(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  const flags = ['-U', 'mapwright', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await promisify(execFile)(join(folder, 'initdb'), ['-D', data, ...flags], { ...user, cwd: directory });
  const { port, release } = await holdPort(0, { what: 'PostgreSQL', setting: '' });
  const settings = [
    // Who waits for each other is found out after a second by default, once for each pair.
    ...(durable ? [] : ['fsync=off', 'full_page_writes=off', 'deadlock_timeout=100ms']),
    'max_connections=200',
    `unix_socket_directories=${directory}`,
  ];
  await release();
  const server = spawn(
    join(folder, 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, cwd: directory, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgres://mapwright@127.0.0.1:${port}/`;
  await answers(`${url}postgres`, () => server.exitCode === null);
  return {
    url,
    async stop() {
      // Fast shutdown: connections that tests forgot do not hold it up.
      server.kill('SIGINT');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function idsOf(name: string): Promise<{ uid: number; gid: number }> {
  const ask = async (flag: string) => Number((await promisify(execFile)('id', [flag, name])).stdout);
  return { uid: await ask('-u'), gid: await ask('-g') };
}

async function answers(url: string, isAlive: () => boolean): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (!isAlive()) throw new Error('PostgreSQL ended before it answered.', { cause: error });
      await wait(50);
    }
  }
}
