import type { Transaction } from 'kysely';
import type { Instant } from '../../program/time.ts';
import type { OutboxRow } from '../../storage/outbox.ts';
import type { Database } from '../../storage/schema.ts';
import { queueDeliveries } from '../../storage/webhook-deliveries.ts';
import { messagesOf, type MessageContext } from './messages.ts';

/** Queues for every endpoint what rows of the outbox mean to it, in the transaction that marks them as delivered. */
export async function passOn(
  trx: Transaction<Database>,
  rows: readonly OutboxRow[],
  { endpoints, context, now }: { endpoints: readonly string[]; context: MessageContext; now: Instant },
): Promise<void> {
  const deliveries = rows.flatMap((row) =>
    messagesOf(row, context).flatMap(({ id, body }) =>
      endpoints.map((endpoint) => ({
        endpoint,
        webhook_id: id,
        type: body.type,
        body: JSON.stringify(body),
        contact_id: row.contact_id,
      })),
    ),
  );
  await queueDeliveries(trx, deliveries, now);
}
