import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { holdPort } from '../../src/configuration/hold-port.ts';

const PAGES = { what: 'the pages', setting: 'MAPWRIGHT_GATEWAY_PORT' };

async function hold(preferred: number) {
  const held = await holdPort(preferred, PAGES);
  onTestFinished(() => held.release());
  return held;
}

async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return server;
}

test('a free port is taken as it is, without a word', async () => {
  const { port, release } = await hold(0);
  await release();
  const again = await hold(port);
  expect(again.port).toBe(port);
  expect(again.notice).toBeUndefined();
});

test('a taken port: another one, and a notice that says how to choose', async () => {
  const { port } = (await listen(0)).address() as AddressInfo;
  const choice = await hold(port);
  expect(choice.port).not.toBe(port);
  expect(choice.notice).toBe(
    `Port ${port} for the pages is taken; using ${choice.port}. To choose one, set MAPWRIGHT_GATEWAY_PORT.`,
  );
});

test('a held port is nobody else’s until it is released, however often', async () => {
  const { port, release } = await hold(0);
  expect((await hold(port)).port).not.toBe(port);
  await expect(listen(port)).rejects.toThrow('EADDRINUSE');
  await release();
  await release();
  await listen(port);
});

test('who comes too early is sent away, and keeps nobody from listening', async () => {
  const { port, release } = await hold(0);
  const early = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(early, 'close');
  await release();
  await listen(port);
});

test('an address that is not of this machine is an error', async () => {
  await expect(holdPort(0, { ...PAGES, host: '192.0.2.1' })).rejects.toThrow('EADDRNOTAVAIL');
});
