import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { holdPort } from '../../src/configuration/hold-port.ts';
import { until } from '../../tools/demo/clock.ts';
import { findPostgres, POSTGRES, startPostgres } from '../support/postgres-cluster.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, startTestServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';

const MAIN = join(import.meta.dirname, '../../bin/mapwright.js');
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const API_KEY = 'hunter2-api-key';

const temporal = await findTemporalServer();
const postgres = await findPostgres();

/** `mapwright start` with the production profile, as a process of its own in a state directory of its own. */
async function startProduction(env: Record<string, string>) {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'mapwright-production-'));
  const child: ChildProcess = spawn(process.execPath, [MAIN, 'start'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      MAPWRIGHT_PROFILE: 'production',
      MAPWRIGHT_PUBLIC_URL: 'https://partners.example.com',
      MAPWRIGHT_WEBHOOK_SECRET: SECRET,
      MAPWRIGHT_SMTP_HOST: '127.0.0.1',
      MAPWRIGHT_STATE_DIRECTORY: stateDirectory,
      ...env,
    },
  });
  const said: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(stateDirectory, { recursive: true, force: true });
  });
  return { child, ended, said: () => said.join('') };
}

async function startMailServer(): Promise<number> {
  const server = new SMTPServer({ disabledCommands: ['AUTH', 'STARTTLS'] });
  const listener = server.listen(0, '127.0.0.1');
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  await once(listener, 'listening');
  return (listener.address() as AddressInfo).port;
}

/** Of the tests' own, until the test is over; without PostgreSQL on the machine a SQLite file. */
async function startDatabase(): Promise<Record<string, string>> {
  if (!requireTool({ ...POSTGRES, found: postgres !== undefined }) || postgres === undefined) return {};
  const cluster = await startPostgres(postgres);
  onTestFinished(() => cluster.stop());
  return { MAPWRIGHT_DATABASE_URL: `${cluster.url}postgres` };
}

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: temporal !== undefined }))(
  'the production profile',
  () => {
    test('runs on servers that are there, starts none of its own, and ends on SIGTERM', async () => {
      const database = await startDatabase();
      const server = await startTestServer(temporal);
      onTestFinished(() => server.stop());
      const { port, release } = await holdPort(0, { what: 'the pages', setting: 'MAPWRIGHT_GATEWAY_PORT' });
      await release();
      const { child, ended, said } = await startProduction({
        ...database,
        TEMPORAL_ADDRESS: server.address,
        MAPWRIGHT_SMTP_PORT: String(await startMailServer()),
        MAPWRIGHT_GATEWAY_PORT: String(port),
      });
      const ready = until(
        '/ready',
        async () => {
          const response = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined);
          return response?.status === 200 ? ((await response.json()) as unknown) : undefined;
        },
        60_000,
      );
      expect(await Promise.race([ready, ended.then((code) => ({ code, said: said() }))])).toEqual({
        status: 'ready',
        detail: { temporal: 'connected' },
      });
      await until('the last line', async () => (said().includes('Running.') ? true : undefined));
      expect(said()).not.toMatch(/Temporal UI:|Inbox:|Console:/);
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    }, 120_000);

    test('an unknown namespace is named', async () => {
      const server = await startTestServer(temporal);
      onTestFinished(() => server.stop());
      const env = { TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: 'partners' };
      const { ended, said } = await startProduction(env);
      expect(await ended).toBe(69);
      expect(said()).toMatch(/cannot be used: .*partners.* not found/i);
      expect(said()).not.toMatch(/\n {4}at /);
    }, 120_000);
  },
);

test('a server that cannot be reached: exit code 69, what was tried and why, no stack and no secret', async () => {
  const { port, release } = await holdPort(0, { what: 'nobody', setting: '' });
  await release();
  const { ended, said } = await startProduction({
    TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
    TEMPORAL_API_KEY: API_KEY,
    TEMPORAL_TLS: 'false',
  });
  expect(await ended).toBe(69);
  expect(said()).toContain(`The Temporal server 127.0.0.1:${port} cannot be used: connect ECONNREFUSED`);
  expect(said()).toContain('Tried: namespace default, without TLS, with an API key.');
  expect(said()).not.toMatch(/\n {4}at |bug in Mapwright/);
  expect(said()).not.toContain(API_KEY);
  expect(said()).not.toContain(SECRET);
}, 60_000);

test('a certificate file that is not there: exit code 1, with the key, the value, why and the fix', async () => {
  const { ended, said } = await startProduction({
    TEMPORAL_ADDRESS: '127.0.0.1:7233',
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nowhere/ca.pem',
  });
  expect(await ended).toBe(1);
  expect(said()).toContain(
    'TEMPORAL_TLS_SERVER_CA_CERT_PATH="/nowhere/ca.pem": cannot be read (ENOENT). Give the path of a PEM file',
  );
  expect(said()).not.toMatch(/\n {4}at /);
}, 60_000);
