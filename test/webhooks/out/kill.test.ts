import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { transact } from '../../../src/storage/transact.ts';
import { listDeliveries, queueDeliveries } from '../../../src/storage/webhook-deliveries.ts';
import { addContact, temporaryDatabase, temporaryFile } from '../../storage/temporary-database.ts';

const SENDER = fileURLToPath(new URL('sender-elsewhere.ts', import.meta.url));
const SECRET = `whsec_${Buffer.from('a secret for the endpoint crm...').toString('base64')}`;
const START = Date.UTC(2026, 0, 5, 9);

test('a process that is killed between sending and recording leaves a second copy under the same id, and nothing else', async () => {
  const file = await temporaryFile();
  const db = await temporaryDatabase(file);
  await addContact(db, 'c_ada');
  const message = {
    endpoint: 'crm',
    webhook_id: 'msg_1',
    type: 'sale.recorded',
    body: '{}',
    contact_id: 'c_ada',
  };
  await transact(db, (trx) => queueDeliveries(trx, [message], START));

  const heard: string[] = [];
  let atFirst = (): void => undefined;
  const crm = createServer((request, response) => {
    heard.push(`${String(request.headers['webhook-id'])}`);
    atFirst();
    if (heard.length > 1) response.writeHead(200).end();
  });
  await once(crm.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void crm.close());
  const url = `http://127.0.0.1:${(crm.address() as AddressInfo).port}/`;
  const sendAt = async (now: number, kill: boolean): Promise<string | number> => {
    const child = spawn(process.execPath, [SENDER, file, url, SECRET, String(now)], { stdio: 'inherit' });
    if (kill) atFirst = () => void child.kill('SIGKILL');
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    atFirst = () => undefined;
    return signal ?? code ?? '';
  };

  expect(await sendAt(START, true)).toBe('SIGKILL');
  expect(await listDeliveries(db, { limit: 9 })).toMatchObject([{ status: 'waiting', attempts: 1 }]);
  // Until its lease is over it may still be under way.
  expect(await sendAt(START + 59_999, false)).toBe(0);
  expect(heard).toEqual(['msg_1']);
  expect(await sendAt(START + 60_000, false)).toBe(0);
  expect(await sendAt(START + 200_000, false)).toBe(0);
  expect(heard).toEqual(['msg_1', 'msg_1']);
  expect(await listDeliveries(db, { limit: 9 })).toMatchObject([{ status: 'delivered', attempts: 2 }]);
});
