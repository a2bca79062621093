import { expect, test } from 'vitest';
import { changeContactFor } from '../../activities/change-contact.ts';
import type { ActivityPorts } from '../../activities/ports.ts';
import { contactSnapshot } from '../../src/partners/contact-snapshot.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { snapshotBefore } from '../../src/partners/snapshot-before.ts';
import type { Partners } from '../../src/partners/partners.ts';
import type { ContactChange } from '../../src/program/commands.ts';
import { company, factsOf, signUp } from './partner-company.ts';

const TIER = { type: 'enum' as const, values: ['bronze', 'gold'], default: 'bronze' };

/** Ada, who has filled in the form, in a company whose contacts have a tier. */
async function ada() {
  const { p: plain, db } = await company();
  const p: Partners = { ...plain, settings: () => ({ ...plain.settings(), fields: { tier: TIER } }) };
  const contactId = await signUp(p, 'ada@example.com');
  const change = (entry: number, asked: ContactChange, round = 1) => {
    const origin = { map: 'm', step: 's', entry };
    const job = { id: `m/s#${entry}`, origin, summary: '', activity: 'change-contact' as const };
    const request = { contactId, job: { ...job, input: { change: asked, round } } };
    return changeContactFor({ partners: p } as ActivityPorts, request);
  };
  const changed = async () => (await factsOf(p, contactId)).slice(1).map(({ data }) => data);
  return { p, db, contactId, change, changed };
}

test('row and fact are committed together', async () => {
  const { p, contactId, change, changed } = await ada();
  expect(await change(4, { set: { staff: 5, website: 'https://ada.example' }, tag: ['vip', 'vip'] })).toEqual(
    {
      status: 'done',
    },
  );
  expect(await findContact(p, contactId)).toMatchObject({ fields: { staff: 5 }, tags: ['vip'] });
  expect(await changed()).toEqual([
    {
      by: 'm',
      cause: { map: 'm', entry: 4, round: 1 },
      tags: { added: ['vip'], removed: [] },
      changes: [
        { field: 'staff', before: null, after: 5 },
        { field: 'tags', before: [], after: ['vip'] },
      ],
    },
  ]);
});

test('an attempt that is made again changes nothing more, whatever it asks for', async () => {
  const { p, contactId, change, changed } = await ada();
  await Promise.all([1, 2, 3].map((staff) => change(4, { set: { staff } })));
  expect(await changed()).toHaveLength(1);
  const { staff } = (await findContact(p, contactId))?.fields ?? {};
  await change(4, { set: { staff: 9 }, tag: ['late'] });
  expect(await findContact(p, contactId)).toMatchObject({ fields: { staff }, tags: [] });
});

test('what is so already is no change, and is told to the place that waits', async () => {
  const { change, changed } = await ada();
  await change(1, { tag: ['vip'] });
  await change(2, { tag: ['vip'], untag: ['other'], set: { tier: 'bronze' } });
  expect((await changed()).at(-1)).toEqual({ by: 'm', changes: [], cause: { map: 'm', entry: 2, round: 1 } });
});

test('a default is the value before, and what a run that starts late sees', async () => {
  const { p, contactId, change, changed } = await ada();
  expect((await contactSnapshot(p, contactId, ['tier', 'tags'])).contact).toEqual({
    tier: 'bronze',
    tags: [],
  });
  await change(1, { set: { tier: 'gold' }, tag: ['vip'] });
  expect((await changed())[0]?.changes).toContainEqual({ field: 'tier', before: 'bronze', after: 'gold' });
  expect((await contactSnapshot(p, contactId, ['tier'])).contact).toEqual({ tier: 'gold' });
  expect((await snapshotBefore(p, contactId, ['tier', 'tags'], 2)).contact).toEqual({
    tier: 'bronze',
    tags: [],
  });
});

test('a computed text that the field cannot hold is refused for good, and nothing is written', async () => {
  const { p, contactId, change, changed } = await ada();
  expect(await change(1, { set: { tier: 'platinum' }, tag: ['vip'] })).toEqual({
    status: 'failed',
    permanent: true,
    message: 'The field cannot be set. “tier” has to be one of bronze, gold.',
  });
  expect(await changed()).toEqual([]);
  expect((await findContact(p, contactId))?.tags).toEqual([]);
});
