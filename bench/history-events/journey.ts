import { countEvents, type EventCounts } from './count-events.ts';
import type { Delivery } from './office.ts';
import { settled } from './settled.ts';
import type { Side } from './sides.ts';

/** `paced`: each signal after the previous one settled. `burst`: the sales without waiting, once the partner is in. */
export type Pace = 'paced' | 'burst';

/** What the sale system reports, in order: one sale comes twice. */
const SALES: readonly Delivery[] = [
  { id: 's-1', amount: '400' },
  { id: 's-2', amount: '600' },
  { id: 's-2', amount: '600' },
  { id: 's-3', amount: '3500' },
  { id: 's-4', amount: '600' },
];

/** Takes a new partner through the whole journey. Answers with the events of their history. */
export async function journey(side: Side, pace: Pace): Promise<{ contactId: string; events: EventCounts }> {
  const contactId = await side.signUp();
  const rest = async () => {
    await side.passedOn();
    await settled(side.handle(contactId));
  };
  await rest();
  await side.approve(contactId);
  await rest();
  for (const sale of SALES) {
    await side.sale(contactId, sale);
    if (pace === 'paced') await rest();
  }
  await rest();
  return { contactId, events: await countEvents(side.handle(contactId)) };
}
