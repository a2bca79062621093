import { findTemporalServer, startTestServer } from '../../test/support/temporal-server.ts';
import { inTurns, type Rate } from './in-turns.ts';

/**
 * How many sales a second one client can signal straight to the runs of partners, on a dev server with a database
 * file of its own. There is no worker: what is measured is the signal's way into the history, and nothing else.
 */
export async function signalSales(partners: number, calls: number, callers: number): Promise<Rate> {
  const server = await startTestServer(await findTemporalServer());
  const idOf = (number: number) => `contact/${number % partners}`;
  const start = (number: number) =>
    server.client.workflow.start('contact', { workflowId: idOf(number), taskQueue: 'nobody' });
  try {
    await inTurns(partners, callers, async (number) => void (await start(number)));
    return await inTurns(calls, callers, (number) =>
      server.client.workflow.getHandle(idOf(number)).signal('event', saleEvent(number)),
    );
  } finally {
    await server.stop();
  }
}

/** What `signalSale` sends. */
function saleEvent(number: number): object {
  return {
    specversion: '1.0',
    id: `sale-${number}`,
    source: 'shop',
    type: 'sale-recorded',
    data: { amount: '49.00', currency: 'USD' },
  };
}
