import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findContact } from '../../src/partners/find-contact.ts';
import { newestLink, startConfirmingGateway } from './confirming-gateway.ts';
import { SETTINGS } from './settings.ts';
import { Visitor, type TestGateway } from './test-gateway.ts';

const ADA = { firstName: 'Ada', email: 'ada@example.com', website: 'https://ada.example' };

let gateway: TestGateway;
let visitor: Visitor;

beforeAll(async () => {
  gateway = await startConfirmingGateway();
});
beforeEach(() => {
  gateway.clock.now += 3_600_000;
  visitor = new Visitor(gateway.http);
});
afterAll(() => gateway.close());

const apply = (fields: Record<string, string> = ADA) => visitor.submit('/p/main/sign-up', fields);

test('the form asks for a look into the mail; the button there makes the application count', async () => {
  const answer = await apply();
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/p/main/look-into-your-mail']);
  expect((await visitor.get('/p/main/look-into-your-mail')).body).toContain('We have sent you a link');
  const path = await newestLink(gateway);
  for (const method of ['GET', 'HEAD', 'GET'] as const)
    expect((await new Visitor(gateway.http).request(method, path)).statusCode).toBe(200);
  expect(await findContact(gateway.partners, 'ada@example.com')).toBeUndefined();

  const wakes = gateway.wakes();
  const confirmed = await visitor.submit(path, {});
  expect([confirmed.statusCode, confirmed.headers.location]).toEqual([303, '/p/main/thank-you']);
  expect(gateway.wakes()).toBe(wakes + 1);
  expect(await findContact(gateway.partners, 'ada@example.com')).toMatchObject({
    firstName: 'Ada',
    enrolments: [{ program: 'main', status: 'applied' }],
  });
});

test('who opens or presses the link again is thanked again', async () => {
  await apply({ ...ADA, email: 'grace@example.com' });
  const path = await newestLink(gateway);
  await visitor.get(path);
  const tabs = [visitor, new Visitor(gateway.http)];
  const pages = await Promise.all(tabs.map((tab) => tab.get(path)));
  const token = (body: string): string => /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
  for (const [index, tab] of tabs.entries()) {
    const answer = await tab.request('POST', path, { _csrf: token(pages[index]?.body ?? '') });
    expect(answer.headers.location).toBe('/p/main/thank-you');
  }
  expect((await visitor.get(path)).headers.location).toBe('/p/main/thank-you');
});

test('a known address, a new one and one with enough mails are answered alike', async () => {
  await apply();
  await visitor.submit(await newestLink(gateway), {});
  const answers = [];
  for (const email of ['ada@example.com', ...Array.from({ length: 5 }, () => 'new@example.com')])
    answers.push(await apply({ ...ADA, email }));
  const told = answers.map(({ statusCode, headers, body }) => [statusCode, headers.location, body]);
  expect(told).toEqual(told.map(() => [303, '/p/main/look-into-your-mail', '']));
  expect(gateway.log()).toContain('no further confirmation mail');
});

test('links that do not work say what to do', async () => {
  await apply({ ...ADA, email: 'late@example.com' });
  const path = await newestLink(gateway);
  gateway.clock.now += 3 * 24 * 3_600_000;
  for (const one of [path, path.slice(0, -1), '/confirm/constructor']) {
    const { statusCode, body } = await visitor.get(one);
    expect([statusCode, body.includes('Apply once more')]).toEqual([404, true]);
  }
});

test('a form that has changed in the meantime is filled in once more', async () => {
  await apply({ ...ADA, email: 'early@example.com' });
  const path = await newestLink(gateway);
  const before = gateway.partners.settings;
  const studio = SETTINGS.programs['studio']?.signUpForm;
  const settings = structuredClone(before());
  if (studio) Object.assign(settings.programs['main'] ?? {}, { signUpForm: studio });
  gateway.partners.settings = () => settings;
  const answer = await visitor.submit(path, {});
  gateway.partners.settings = before;
  expect([answer.statusCode, answer.body.includes('href="/p/main/sign-up"')]).toEqual([410, true]);
});

test('a link cannot be pressed from somewhere else', async () => {
  await apply({ ...ADA, email: 'emmy@example.com' });
  const path = await newestLink(gateway);
  expect((await visitor.request('POST', path, {})).statusCode).toBe(403);
  expect(await findContact(gateway.partners, 'emmy@example.com')).toBeUndefined();
});

test('tokens and addresses stay out of the log', () => {
  expect(gateway.log()).toContain('"route":"/confirm/:token"');
  expect(gateway.log()).not.toMatch(/ada@|new@|confirm\/[\w-]{20}/i);
});
