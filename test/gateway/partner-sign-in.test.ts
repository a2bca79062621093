import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addPartner, loginPath, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  const { id } = await addPartner(gateway, { email: 'ada@example.com', firstName: 'Ada' });
  await loginPath(gateway, id);
});
afterAll(() => gateway.close());

test('whoever asks gets the same answer; a partner gets a link that opens the partner center', async () => {
  const visitor = new Visitor(gateway.http);
  const answers = [];
  for (const email of ['eve@example.com', ' ADA@example.com', 'ada@example.com.evil.example'])
    answers.push(await visitor.submit('/partner/sign-in', { email }));
  expect(answers.map(({ statusCode, headers, body }) => [statusCode, headers.location, body])).toEqual(
    answers.map(() => [303, '/partner/link-sent', '']),
  );
  expect((await visitor.get('/partner/link-sent')).body).toContain('If a partner center belongs to this');
  await vi.waitFor(() => expect(gateway.mailed).toHaveLength(1));
  expect(gateway.mailed[0]?.address).toBe('ada@example.com');
  const opened = await visitor.submit(new URL(gateway.mailed[0]?.url ?? '').pathname, {});
  expect([opened.statusCode, opened.headers.location]).toEqual([303, '/partner']);
  expect((await visitor.get('/partner')).body).toContain('Hello, Ada');
});

test.each(['', 'ada', 'ada@example.com, eve@example.com'])('%j is told at the field', async (email) => {
  const answer = await new Visitor(gateway.http).submit('/partner/sign-in', { email });
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('such as name@example.com');
});

test('a letter that only looks like another when it is lower-cased mails to nobody else', async () => {
  const visitor = new Visitor(gateway.http);
  const before = gateway.mailed.length;
  await visitor.submit('/console/sign-in', { email: '\u212Aim@example.com' });
  await vi.waitFor(() => expect(gateway.mailed).toHaveLength(before + 1));
  expect(gateway.mailed.at(-1)?.address).toBe('kim@example.com');
});

test('asking is limited, and the front page leads there', async () => {
  const busy = await startTestGateway();
  const visitor = new Visitor(busy.http);
  expect((await visitor.get('/')).body).toContain('href="/partner/sign-in"');
  const statuses = [];
  for (let n = 0; n < 11; n += 1)
    statuses.push((await visitor.submit('/partner/sign-in', { email: 'eve@example.com' })).statusCode);
  await busy.close();
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 303), 429]);
});
