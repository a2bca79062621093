import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';
import { RunningStack } from './running-stack.ts';

const temporal = await findTemporalServer();

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: temporal !== undefined }))(
  'the reference map',
  () => {
    it('with confirmed addresses and visits that count: from the form to the thanks for a visitor’s sale', async () => {
      const mapsDirectory = await mkdtemp(join(tmpdir(), 'mapwright-maps-'));
      await cp('maps', mapsDirectory, { recursive: true });
      const file = join(mapsDirectory, 'main.program.yaml');
      const program = (await readFile(file, 'utf8')).replace(
        'signUpForm:\n',
        'signUpForm:\n  confirmEmail: true\n',
      );
      await writeFile(file, `${program}attribution: { credit: first }\n`);

      const running = await RunningStack.start({ mapsDirectory });
      try {
        expect(await running.signUp('ada@example.com')).toContain('Please look into your mail');
        const { text } = await running.mail('confirm-sign-up');
        const link = /\/confirm\/[\w-]{43}/.exec(text)?.[0] ?? '';
        expect(await running.browser.submit(link, {})).toContain('your application is with us');
        await running.mail('approval-request');
        await running.cli('approve', 'ada@example.com');

        const welcome = await running.mail('welcome');
        const [own = ''] = /http:\/\/localhost:\d+\/r\/main\/\w{8}/.exec(welcome.text) ?? [];
        const { headers } = await fetch(own, { redirect: 'manual' });
        const click = new URL(headers.get('location') ?? '').searchParams.get('click');
        const sale = {
          type: 'sale.recorded',
          id: 's-1',
          partner: { click },
          amount: '100.00',
          currency: 'USD',
        };
        expect((await running.webhook(sale)).status).toBe(202);
        expect((await running.mail('thanks-for-sale')).text).toContain('$20.00');
      } finally {
        await running.stop();
        await rm(mapsDirectory, { recursive: true });
      }
    }, 90_000);
  },
);
