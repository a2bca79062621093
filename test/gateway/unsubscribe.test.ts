import { afterAll, beforeAll, expect, test } from 'vitest';
import { unsubscribeUrl } from '../../src/email/unsubscribe-link.ts';
import { preferencesOf } from '../../src/partners/consents.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

let people = 0;

/** Somebody who ticked the consent box, and the path of their link. */
async function subscriber(topic = 'partner-news'): Promise<{ contactId: string; path: string }> {
  const email = `ada-${(people += 1)}@example.com`;
  const fields = { email, website: 'https://ada.example', _consent: 'true' };
  await new Visitor(gateway.http).submit('/p/main/sign-up', fields);
  const contactId = (await findContact(gateway.partners, email))?.id ?? '';
  const { publicUrl, secret } = gateway.partners;
  return { contactId, path: new URL(unsubscribeUrl(publicUrl, secret, { contactId, topic })).pathname };
}

async function subscriptions(contactId: string): Promise<string[]> {
  const preferences = (await preferencesOf(gateway.partners, contactId)) ?? [];
  return preferences.filter(({ subscribed }) => subscribed).map(({ topic }) => topic);
}

test('the form has an empty box, which keeps its tick when something else is wrong', async () => {
  const box = /<input id="field-_consent"[^>]*>/;
  const visitor = new Visitor(gateway.http);
  const { body } = await visitor.get('/p/main/sign-up');
  expect(body).toContain('<label for="field-_consent">Send me partner news</label>');
  expect(box.exec(body)?.[0]).not.toContain('checked');
  const again = await visitor.submit('/p/main/sign-up', { _consent: 'true' });
  expect(box.exec(again.body)?.[0]).toContain('checked');
  expect((await visitor.get('/p/studio/sign-up')).body).not.toMatch(box);
});

test('looking at the link any number of times changes nothing; the button unsubscribes', async () => {
  const { contactId, path } = await subscriber();
  const reader = new Visitor(gateway.http);
  for (const method of ['GET', 'HEAD', 'GET'] as const)
    expect((await reader.request(method, path)).statusCode).toBe(200);
  expect(await subscriptions(contactId)).toEqual(['partner-news', 'tips']);

  const woken = gateway.wakes();
  const left = await reader.submit(path, {});
  expect(left.statusCode).toBe(200);
  expect(left.body).toContain('You are unsubscribed');
  expect(gateway.wakes()).toBe(woken + 1);
  expect(await subscriptions(contactId)).toEqual(['tips']);
  expect((await reader.get(path)).body).toContain('You are unsubscribed');
  expect((await reader.submit(path, {})).statusCode).toBe(200);
});

test.each([
  ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
  [
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
  ],
])('a mail program unsubscribes by one POST, without cookies (RFC 8058): %s', async (type, payload) => {
  const { contactId, path } = await subscriber();
  const headers = { 'content-type': type };
  const answer = await gateway.http.inject({ method: 'POST', url: path, headers, payload });
  expect([answer.statusCode, answer.headers.location]).toEqual([200, undefined]);
  expect(await subscriptions(contactId)).toEqual(['tips']);
});

test('from the link to the preferences: what is ticked is wanted, what is not is left', async () => {
  const { contactId, path } = await subscriber();
  const reader = new Visitor(gateway.http);
  const link = /href="(\/preferences\/[^"]+)"/.exec((await reader.get(path)).body)?.[1] ?? '';
  const { body } = await reader.get(link);
  expect(body.match(/<label[^>]+>[^<]+/g)).toEqual([
    '<label for="field-partner-news">Partner news',
    '<label for="field-tips">Tips &amp; tricks',
  ]);
  expect(body.match(/ checked/g)).toHaveLength(2);
  const saved = await reader.submit(link, { tips: 'true' });
  expect(saved.body).toContain('Your choice is saved.');
  expect(await subscriptions(contactId)).toEqual(['tips']);
  await reader.submit(link, { 'partner-news': 'true' });
  expect(await subscriptions(contactId)).toEqual(['partner-news']);
});

test('a link that is not whole, and one for a topic that is gone, say what to do', async () => {
  const { path } = await subscriber();
  const cut = await new Visitor(gateway.http).get(path.slice(0, -1));
  expect(cut.statusCode).toBe(404);
  expect(cut.body).toContain('copy the whole address');
  const gone = await subscriber('old-news');
  expect((await new Visitor(gateway.http).get(gone.path)).statusCode).toBe(410);
});

test('the log holds no link', async () => {
  const { path } = await subscriber();
  await new Visitor(gateway.http).get(path);
  expect(gateway.log()).toContain('"route":"/unsubscribe/:token"');
  expect(gateway.log()).not.toContain(path.slice('/unsubscribe/'.length));
});

test('the longest name of a topic makes a link that is still found', async () => {
  const { path } = await subscriber('t'.repeat(60));
  // It is ours; there is no such topic.
  expect((await new Visitor(gateway.http).get(path)).statusCode).toBe(410);
});
