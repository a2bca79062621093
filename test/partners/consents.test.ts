import { expect, test } from 'vitest';
import { preferencesOf, setPreferences } from '../../src/partners/consents.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { readConsents } from '../../src/storage/consents.ts';
import { temporaryFile } from '../storage/temporary-database.ts';
import { company, factsOf, START } from './partner-company.ts';

async function submit(p: Partners, consents: boolean, email = 'ada@example.com'): Promise<string> {
  await submitSignUp(p, 'main', { email, website: 'https://ada.example' }, { consents });
  return (await findContact(p, email))?.id ?? '';
}

async function wants(p: Partners, contactId: string): Promise<Record<string, boolean>> {
  const preferences = (await preferencesOf(p, contactId)) ?? [];
  return Object.fromEntries(preferences.map(({ topic, subscribed }) => [topic, subscribed]));
}

test('a ticked box is a consent with its text and time, an empty one a no', async () => {
  const { p } = await company();
  const ada = await submit(p, true);
  expect(await readConsents(p.db, ada)).toEqual([
    { topic: 'news', subscribed: true, source: 'sign-up', text: 'Send me news', at: START },
  ]);
  expect(await wants(p, ada)).toEqual({ news: true, tips: true });
  const eve = await submit(p, false, 'eve@example.com');
  expect(await wants(p, eve)).toEqual({ news: false, tips: true });
});

test('nobody subscribes somebody else by filling in the form again', async () => {
  const { p } = await company();
  const id = await submit(p, true);
  await setPreferences(p, id, { news: false }, 'unsubscribe');
  await submit(p, true);
  expect(await wants(p, id)).toEqual({ news: false, tips: true });
  expect((await factsOf(p, id)).map(({ type }) => type)).toEqual([
    'form-submitted',
    'unsubscribed',
    'form-submitted',
  ]);
});

test('each topic that is left is one fact; what is wanted already, or does not exist, is nothing', async () => {
  const { p, clock } = await company();
  const id = await submit(p, true);
  clock.now += 1_000;
  await setPreferences(p, id, { news: false, tips: true, account: false, gone: false }, 'preferences');
  await setPreferences(p, id, { news: false }, 'unsubscribe');
  await setPreferences(p, id, { news: true }, 'preferences');
  await setPreferences(p, id, { news: false }, 'preferences');
  const left = (await factsOf(p, id)).filter(({ type }) => type === 'unsubscribed');
  expect(left.map(({ data, time }) => ({ data, time }))).toEqual([
    { data: { topic: 'news', changes: [] }, time: START + 1_000 },
    { data: { topic: 'news', changes: [] }, time: START + 1_000 },
  ]);
  const answers = (await readConsents(p.db, id)).map(({ subscribed, text }) => [subscribed, text]);
  expect(answers).toEqual([
    [true, 'Send me news'],
    [false, 'Partner news'],
    [true, 'Partner news'],
    [false, 'Partner news'],
  ]);
});

test('of two who press at once, one leaves', async () => {
  const file = await temporaryFile();
  const [one, other] = [await company(file), await company(file)];
  const id = await submit(one.p, true);
  await Promise.all([one.p, other.p].map((p) => setPreferences(p, id, { news: false }, 'unsubscribe')));
  expect((await factsOf(one.p, id)).filter(({ type }) => type === 'unsubscribed')).toHaveLength(1);
});

test('who is not there has no preferences', async () => {
  const { p } = await company();
  expect(await preferencesOf(p, 'c_nobody')).toBeUndefined();
});
