import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../src/configuration/free-port.ts';

const PAGES = { what: 'the pages', setting: 'MAPWRIGHT_GATEWAY_PORT' };

async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return server;
}

test('a free port is taken as it is, without a word', async () => {
  const { port } = await freePort(0, PAGES);
  expect(await freePort(port, PAGES)).toEqual({ port });
});

test('a taken port: another one, and a notice that says how to choose', async () => {
  const { port } = (await listen(0)).address() as AddressInfo;
  const choice = await freePort(port, PAGES);
  expect(choice.port).not.toBe(port);
  expect(choice.notice).toBe(
    `Port ${port} for the pages is taken; using ${choice.port}. To choose one, set MAPWRIGHT_GATEWAY_PORT.`,
  );
  await listen(choice.port);
});

test('a port that is promised to somebody else is avoided', async () => {
  const { port } = await freePort(0, PAGES);
  expect((await freePort(port, { ...PAGES, avoid: [port] })).port).not.toBe(port);
});

test('an address that is not of this machine is an error', async () => {
  await expect(freePort(0, { ...PAGES, host: '192.0.2.1' })).rejects.toThrow('EADDRNOTAVAIL');
});
