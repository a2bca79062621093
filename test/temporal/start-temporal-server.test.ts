import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { commandOf, endProcess } from '../../src/temporal/server-resolver/server-process.ts';
import {
  startTemporalServer,
  TemporalServerFailed,
} from '../../src/temporal/server-resolver/start-temporal-server.ts';
import type {
  RunningTemporalServer,
  StartOptions,
} from '../../src/temporal/server-resolver/start-temporal-server.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';

const executable = (await findTemporalServer()) ?? '';

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: executable !== '' }))('startTemporalServer', () => {
  test('answers when it says so, with its UI and its search attributes, and keeps everything over a restart', async () => {
    const { start } = scene();
    const first = await start();
    expect(await searchAttributesOf(first)).toEqual(expect.arrayContaining(['Maps', 'RunStatus']));
    expect((await fetch(first.uiUrl)).status).toBe(200);
    const { workflow } = await connect(first);
    await workflow.start('contact', { workflowId: 'contact/c_1', taskQueue: 'nobody' });
    await first.stop();
    await first.stop();

    const client = await connect(await start());
    expect((await client.workflow.getHandle('contact/c_1').describe()).status.name).toBe('RUNNING');
  });

  test('a taken port is told, and another one used', async () => {
    const { start, told } = scene();
    const port = await takenPort();
    const server = await start({ port });
    expect(server.address).not.toBe(`127.0.0.1:${port}`);
    expect(told[0]).toMatch(
      new RegExp(`^Port ${port} for the Temporal server is taken; using \\d+.*MAPWRIGHT_TEMPORAL_PORT`),
    );
  });

  test('a port that somebody else takes before the server listens: it is started again on another one', async () => {
    const { start, losingItsPort } = scene();
    const server = await start({ executable: losingItsPort(await takenPort()) });
    expect((await fetch(server.uiUrl)).status).toBe(200);
  });

  test('a port that is lost in a crash: the log says so before the stack, and it is started again', async () => {
    const { start, crashing } = scene();
    const server = await start({ executable: crashing('listen tcp: bind: address already in use') });
    expect((await fetch(server.uiUrl)).status).toBe(200);
  });

  test('a crash for another reason is told by that reason', async () => {
    const { start, crashing } = scene();
    await expect(start({ executable: crashing('nothing is as it was') })).rejects.toThrow(
      /did not start: it ended with exit code 2[\s\S]*panic: nothing is as it was/,
    );
  });

  test('a database that is none: the message shows the end of the log', async () => {
    const { start, databaseFile } = scene();
    writeFileSync(databaseFile, 'this is no database\n'.repeat(100));
    const failure = await start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TemporalServerFailed);
    expect((failure as Error).message).toMatch(
      /did not start: it ended with exit code 1[\s\S]*file is not a database/,
    );
    expect(existsSync(databaseFile.replace('.db', '.pid'))).toBe(false);
  });

  test('an executable that cannot be run is a failure to start, not a crash', async () => {
    const { start } = scene();
    await expect(start({ executable: '/nowhere/temporal' })).rejects.toThrow(/did not start: spawn .*ENOENT/);
  });

  test('the server of a Mapwright that was killed is ended by the next start', async () => {
    const { start, told, startElsewhere } = scene();
    const { child, server } = await startElsewhere();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await commandOf(server)).toContain('start-dev');

    await start();
    expect(told[0]).toBe(
      `Ended the Temporal server (process ${server}) that a killed Mapwright had left behind.`,
    );
    expect(await commandOf(server)).toBeUndefined();
  });

  test('two on one database file are refused', async () => {
    const { start, startElsewhere } = scene();
    const { child } = await startElsewhere();
    await expect(start()).rejects.toThrow(`Mapwright runs here already: process ${child.pid} uses`);
  });

  test('the server ends with its Mapwright when that ends without stopping it', async () => {
    const { startElsewhere } = scene();
    const { child, server } = await startElsewhere();
    child.stdin.end();
    await vi.waitUntil(async () => (await commandOf(server)) === undefined, { timeout: 10_000 });
  });

  test('one that stops by itself is told', async () => {
    const { start, told, serverOf } = scene();
    await start();
    await endProcess(serverOf());
    await vi.waitUntil(() => told.some((line) => line.startsWith('The Temporal server stopped by itself')));
  });
});

/** A database file of its own; what was started on it ends with the test. */
function scene() {
  const folder = mkdtempSync(join(tmpdir(), 'mapwright-server-'));
  const databaseFile = join(folder, 'temporal.db');
  const told: string[] = [];
  const searchAttributes = { Maps: 'KeywordList', RunStatus: 'Keyword' } as const;
  const serverOf = (): number =>
    (JSON.parse(readFileSync(join(folder, 'temporal.pid'), 'utf8')) as { server: number }).server;

  onTestFinished(() => rmSync(folder, { recursive: true }));
  /** The server; but when it is started first, `taken` stands where its port was. */
  const losingItsPort = (taken: number): string => {
    const script = join(folder, 'temporal-too-late');
    const first = `if mkdir '${folder}/started'; then exec '${executable}' "$@" --port ${taken}; fi`;
    writeFileSync(script, `#!/bin/sh\n${first}\nexec '${executable}' "$@"\n`, { mode: 0o755 });
    return script;
  };
  /** Crashes at its first start, as Go programs do: the reason, then a long stack. */
  const crashing = (reason: string): string => {
    const script = join(folder, 'temporal-crashing');
    const crash = `echo 'panic: ${reason}'; seq -f 'frame %g' 60; exit 2`;
    const first = `if mkdir '${folder}/crashed'; then ${crash}; fi`;
    writeFileSync(script, `#!/bin/sh\n${first}\nexec '${executable}' "$@"\n`, { mode: 0o755 });
    return script;
  };
  const start = async (options: Partial<StartOptions> = {}): Promise<RunningTemporalServer> => {
    const log = (line: string) => void told.push(line);
    const ports = { port: 0, uiPort: 0 };
    const server = await startTemporalServer({
      executable,
      databaseFile,
      searchAttributes,
      log,
      ...ports,
      ...options,
    });
    onTestFinished(() => server.stop());
    return server;
  };
  const startElsewhere = async () => {
    const script = join(import.meta.dirname, 'start-server-elsewhere.ts');
    const child = spawn(process.execPath, [script, executable, databaseFile], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const server = serverOf();
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await endProcess(server);
    });
    return { child, server };
  };
  return { databaseFile, told, start, startElsewhere, serverOf, losingItsPort, crashing };
}

async function takenPort(): Promise<number> {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  return (taken.address() as AddressInfo).port;
}

async function connect({ address }: RunningTemporalServer): Promise<Client> {
  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  return new Client({ connection });
}

async function searchAttributesOf(server: RunningTemporalServer): Promise<string[]> {
  const { connection } = await connect(server);
  const { customAttributes } = await connection.operatorService.listSearchAttributes({
    namespace: 'default',
  });
  return Object.keys(customAttributes);
}
