import { describe, expect, test } from 'vitest';
import { actOnMapFor } from '../../activities/act-on-map.ts';
import type { ActivityPorts } from '../../activities/ports.ts';
import { recordEvent } from '../../activities/record-event.ts';
import { actByHand } from '../../src/partners/act-by-hand.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { changeSuspension } from '../../src/partners/suspend.ts';
import { approvedPartner, company, factsOf, signUp } from './partner-company.ts';

const by = 'kim@example.com';

async function ada() {
  const { p } = await company();
  const contactId = await approvedPartner(p, 'ada@example.com');
  const latest = async () => {
    const { type, data } = (await factsOf(p, contactId)).at(-1) ?? {};
    return { type, data };
  };
  return { p, contactId, latest };
}

describe('by hand', () => {
  test.each([
    ['add' as const, { map: 'welcome', at: 'active' }, 'added'],
    ['remove' as const, { map: 'welcome' }, 'removed'],
    ['pause' as const, {}, 'paused'],
    ['resume' as const, { map: 'welcome' }, 'resumed'],
  ])('%s is a fact of the contact', async (action, where, type) => {
    const { p, contactId, latest } = await ada();
    expect(await actByHand(p, { contact: 'Ada@example.com', action, by, ...where })).toEqual({
      status: 'recorded',
      contactId,
    });
    expect(await latest()).toEqual({ type, data: { ...where, by, changes: [] } });
  });

  test('nobody is nobody', async () => {
    const { p } = await ada();
    expect(await actByHand(p, { contact: 'bo@example.com', action: 'pause', by })).toMatchObject({
      status: 'unknown-contact',
    });
  });
});

describe('for a step', () => {
  test('once for its place', async () => {
    const { p, contactId } = await ada();
    const origin = { map: 'm', step: 's', entry: 7 };
    const job = { id: 'm/s#7', origin, summary: '', activity: 'act-on-map' as const };
    const request = { contactId, job: { ...job, input: { action: 'add' as const, map: 'other', round: 3 } } };
    for (const _ of [1, 2])
      expect(await actOnMapFor({ partners: p } as ActivityPorts, request)).toEqual({ status: 'done' });
    const added = (await factsOf(p, contactId)).filter(({ type }) => type === 'added');
    expect(added.map(({ data }) => data)).toEqual([
      { map: 'other', by: 'm', changes: [], cause: { map: 'm', entry: 7, round: 3 } },
    ]);
  });
});

describe('by the signal control', () => {
  test('once for its id, through the activity that commits signals', async () => {
    const { p, contactId } = await ada();
    const control = { type: 'control', id: '1', action: 'pause', map: 'welcome' };
    const events = [control, control, { ...control, id: '2', action: 'resume' }];
    expect(await recordEvent({ partners: p } as ActivityPorts, { contactId, events })).toEqual({
      refused: [],
    });
    const facts = (await factsOf(p, contactId)).filter(({ source }) => source === '/control');
    expect(facts.map(({ type }) => type)).toEqual(['paused', 'resumed']);
    expect(facts[0]?.data).toEqual({ map: 'welcome', by: 'the signal control', changes: [] });
  });
});

describe('a suspension', () => {
  const statusOf = async (p: Awaited<ReturnType<typeof ada>>['p'], contact: string) =>
    (await findContact(p, contact))?.enrolments[0]?.status;

  test('takes the status away and gives it back, each a change of the contact', async () => {
    const { p, contactId, latest } = await ada();
    const change = { contact: contactId, by };
    expect(await changeSuspension(p, { ...change, to: 'suspended' })).toEqual({
      status: 'changed',
      contactId,
      program: 'main',
    });
    expect(await changeSuspension(p, { ...change, to: 'suspended' })).toMatchObject({ status: 'already' });
    expect(await statusOf(p, contactId)).toBe('suspended');
    const changes = [{ field: 'status', before: 'approved', after: 'suspended' }];
    expect(await latest()).toEqual({ type: 'contact-changed', data: { by, program: 'main', changes } });
    expect(await changeSuspension(p, { ...change, to: 'approved' })).toMatchObject({ status: 'changed' });
    expect(await statusOf(p, contactId)).toBe('approved');
  });

  test('is for approved partners, of one program', async () => {
    const { p, contactId } = await ada();
    const bo = await signUp(p, 'bo@example.com');
    expect(await changeSuspension(p, { contact: bo, to: 'suspended', by })).toMatchObject({
      status: 'other-status',
      message: expect.stringContaining('this one is applied'),
    });
    await signUp(p, 'ada@example.com', 'japan');
    expect(await changeSuspension(p, { contact: contactId, to: 'suspended', by })).toMatchObject({
      status: 'unknown-program',
      message: expect.stringContaining('japan, main'),
    });
    expect(
      await changeSuspension(p, { contact: contactId, to: 'suspended', by, program: 'main' }),
    ).toMatchObject({ status: 'changed' });
    expect(
      await changeSuspension(p, { contact: contactId, to: 'suspended', by, program: 'other' }),
    ).toMatchObject({ status: 'unknown-program' });
  });
});
