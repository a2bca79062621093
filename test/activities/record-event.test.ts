import { expect, test } from 'vitest';
import type { ActivityPorts } from '../../activities/ports.ts';
import { recordEvent } from '../../activities/record-event.ts';
import { readTotals } from '../partners/read-totals.ts';
import { approvedPartner, company, factsOf } from '../partners/partner-company.ts';

function event(type: string, id: string, data: object): object {
  return { specversion: '1.0', type, source: 'shop', id, data };
}

const sale = (id: string) => event('sale-recorded', id, { amount: '100.00', currency: 'USD' });

test('an attempt that was cut off is made again: what was committed counts once, and the order stays', async () => {
  const { p, db } = await company();
  const contactId = await approvedPartner(p, 'ada@example.com');
  const ports = { partners: p } as ActivityPorts;
  const events = [
    sale('s-1'),
    event('sale-refunded', 'r-1', { sale: 's-1', amount: '30.00' }),
    sale('s-2'),
    event('sale-refunded', 'r-2', { sale: 's-3' }),
    event('total-sales-changed', 't-1', { total: '500.00', currency: 'USD' }),
    sale('s-3'),
  ];
  const refused = [{ what: 'sale-refunded r-2', why: expect.stringContaining('no sale “s-3” was recorded') }];
  expect(await recordEvent(ports, { contactId, events: events.slice(0, 4) })).toEqual({ refused });
  expect(await recordEvent(ports, { contactId, events: events.slice(0, 3) })).toEqual({ refused: [] });
  expect(await recordEvent(ports, { contactId, events: events.slice(4) })).toEqual({ refused: [] });
  expect(await recordEvent(ports, { contactId, events: events.slice(4) })).toEqual({ refused: [] });

  expect(await readTotals(db, contactId, 'main')).toMatchObject({ totalSales: 60_000, numberOfSales: 3 });
  const facts = (await factsOf(p, contactId)).filter(({ source }) => source.startsWith('/sales/'));
  expect(facts.map(({ type, source }) => [type, source])).toEqual(
    ['sale-recorded', 'sale-refunded', 'sale-recorded', 'totals-corrected', 'sale-recorded'].map((type) => [
      type,
      '/sales/shop',
    ]),
  );
  expect(facts[3]?.data).toMatchObject({ by: 'shop' });
});

test('an event of events.yaml is committed like a sale; what is wrong with it is told', async () => {
  const { p } = await company();
  const contactId = await approvedPartner(p, 'ada@example.com');
  const trained = (id: string, data: object) =>
    event('custom-event', id, { type: 'training-finished', data });
  const events = [
    trained('e-1', { score: 90 }),
    trained('e-1', { score: 90 }),
    trained('e-2', { score: 'A' }),
  ];
  expect(await recordEvent({ partners: p } as ActivityPorts, { contactId, events })).toEqual({
    refused: [
      { what: 'custom-event e-2', why: expect.stringMatching(/^data\.score must be a whole number/) },
    ],
  });
  const [fact, ...others] = (await factsOf(p, contactId)).filter(({ type }) => type === 'custom');
  expect(fact).toMatchObject({
    source: '/events/shop',
    data: { name: 'training-finished', data: { score: 90 } },
  });
  expect(others).toEqual([]);
});
