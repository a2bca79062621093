import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeLogins } from '../../src/partners/login-links.ts';
import { requestApproval } from '../../src/partners/approvals.ts';
import { signIn } from './story.ts';
import { addPartner, loginPath, startTestGateway, type TestGateway } from './test-gateway.ts';
import { transact } from '../../src/storage/transact.ts';

let gateway: TestGateway;
let address: string;
let contactId: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  address = await gateway.http.listen({ host: '127.0.0.1', port: 0 });
  contactId = (await addPartner(gateway, { email: 'ada@example.com', firstName: 'Ada' })).id;
});
afterAll(() => gateway.close());

/** A browser that keeps cookies, over a real connection. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async #send(path: string, init: { method?: string; body?: URLSearchParams } = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(address + path, {
      ...init,
      redirect: 'manual',
      headers: { cookie },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }

  get(path: string): Promise<Response> {
    return this.#send(path);
  }

  /** Opens a login link and presses the button. */
  async logIn(path: string): Promise<Response> {
    const page = await (await this.get(path)).text();
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    return this.#send(path, { method: 'POST', body: new URLSearchParams({ _csrf }) });
  }
}

function revoke(entry: number): Promise<void> {
  const { partners } = gateway;
  return transact(partners.db, (trx) =>
    closeLogins(partners, trx, { contactId, program: 'main', before: entry }),
  );
}

test('closing ends sessions and unused links at once; a later link opens a new session only', async () => {
  const [old, fresh] = [new Browser(), new Browser()];
  expect((await old.logIn(await loginPath(gateway, contactId, 1))).headers.get('location')).toBe('/partner');
  expect((await old.get('/partner')).status).toBe(200);
  const unused = await loginPath(gateway, contactId, 2);

  await revoke(3);
  expect((await old.get('/partner')).status).toBe(401);
  const closed = await new Browser().get(unused);
  expect(closed.status).toBe(410);
  expect(await closed.text()).toContain('This partner center has been closed');

  await fresh.logIn(await loginPath(gateway, contactId, 4));
  expect((await fresh.get('/partner')).status).toBe(200);
  expect((await old.get('/partner')).status).toBe(401);
});

test('the contact’s page tells of it', async () => {
  const { partners } = gateway;
  const origin = { map: 'partner-welcome', step: 'review', entry: 5 };
  const question = { contactId, origin, program: 'main', team: 'partner-managers' };
  await transact(partners.db, (trx) => requestApproval(partners, trx, question));
  const { body } = await (await signIn(gateway)).get(`/console/contacts/${contactId}`);
  expect(body.match(/Closed the partner center of Acme partners/g)).toHaveLength(1);
});
