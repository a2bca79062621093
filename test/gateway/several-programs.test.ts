import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, signIn } from './story.ts';
import { addPartner, loginPath, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;
let contactId: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  contactId = (await addPartner(gateway, { email: 'ada@example.com' })).id;
  const form = { email: 'Ada@Example.com', tier: 'gold', terms: 'true' };
  const answer = await new Visitor(gateway.http).submit('/p/studio/sign-up', form);
  expect(answer.headers.location).toBe('/p/studio/thank-you');
});
afterAll(() => gateway.close());

test('the first page offers the programs that take applications', async () => {
  const { body } = await new Visitor(gateway.http).get('/');
  expect(body.match(/href="\/p\/[\w-]+\/sign-up"/g)).toEqual([
    'href="/p/main/sign-up"',
    'href="/p/studio/sign-up"',
  ]);
});

test('one person in two programs is one contact, with a standing and a code in each', async () => {
  const contacts = await gateway.partners.db.selectFrom('contacts').select('id').execute();
  expect(contacts).toEqual([{ id: contactId }]);
  await ask(gateway.partners, contactId);
  const kim = await signIn(gateway);
  const { body } = await kim.get(`/console/contacts/${contactId}`);
  expect(body).toContain('Acme partners');
  expect(body).toContain('Studio program');
});

test('a login opens the partner center of its program, with that one’s figures', async () => {
  const titles = [];
  for (const [entry, program] of [
    [1, 'main'],
    [2, 'studio'],
  ] as const) {
    const visitor = new Visitor(gateway.http);
    await visitor.submit(await loginPath(gateway, contactId, entry, program), {});
    const { body } = await visitor.get('/partner');
    titles.push([/<title>([^<]+)/.exec(body)?.[1], /[$¥￥]/.exec(body)?.[0]]);
  }
  expect(titles).toEqual([
    [expect.stringContaining('Acme partners'), '$'],
    [expect.stringContaining('Studio program'), expect.stringMatching(/[¥￥]/)],
  ]);
});
