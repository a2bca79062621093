import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { door, end, mapOf, MINUTE, path, releases, webhook } from '../program/builders.ts';
import { startRealWorld, type RealWorld } from '../support/real-world.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTimeSkippingServer, TIME_SKIPPING_SERVER } from '../support/time-skipping-server.ts';

const SOON = { timeout: 20_000, interval: 50 };
const command = await findTimeSkippingServer();

/** A webhook that leads to `good` or `bad`. */
const calling = (url: string) =>
  mapOf({
    triggers: [door('in', { type: 'form-submitted', form: 'sign-up' }, 'tell-crm')],
    steps: [
      ...path(
        webhook('tell-crm', { url, body: { form: { cel: 'event.form' } }, failure: 'bad' }),
        end('good'),
      ),
      end('bad'),
    ],
  });

describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))(
  'a webhook on the real worker',
  () => {
    const heard: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        heard.push({ url: request.url, headers: request.headers, body });
        response.writeHead(heard.length === 1 ? 503 : 200).end();
      });
    });
    let world: RealWorld | undefined;

    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const programs = releases({
        heard: [calling(`http://127.0.0.1:${port}/\${secret.DOOR}`)],
        metadata: [calling('http://169.254.169.254/latest')],
      });
      world = await startRealWorld(command ?? '', programs, {
        allow: ['127.0.0.1'],
        secrets: { DOOR: 'a-hidden-door' },
      });
    });
    afterAll(async () => {
      await world?.stop();
      server.close();
    });

    test('is tried again after a failure with the same key, and goes on by the answer', async () => {
      const run = await world?.signUp('heard');
      const waits = async () => (await run?.state())?.maps['m']?.places[0]?.waits;
      await expect.poll(waits, SOON).toMatchObject({ for: 'retry' });
      // What the run holds, and its history with it, names the secret only.
      const held = JSON.stringify(await waits());
      expect([held.includes('${secret.DOOR}'), held.includes('a-hidden-door')]).toEqual([true, false]);
      await world?.environment.sleep(2 * MINUTE);
      await expect.poll(() => run?.stands(), SOON).toEqual(['good']);
      expect(heard).toMatchObject([
        { url: '/a-hidden-door' },
        { url: '/a-hidden-door', body: '{"form":"sign-up"}' },
      ]);
      const [first, second] = heard.map(({ headers }) => headers['idempotency-key']);
      expect(second).toBe(first);
    });

    test('that may not be called takes the path of failure at once', async () => {
      const run = await world?.signUp('metadata');
      await expect.poll(() => run?.stands(), SOON).toEqual(['bad']);
    });
  },
);
