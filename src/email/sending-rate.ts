import { sql, type Transaction } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';

const SECOND = 1_000_000;

/**
 * Takes the next turn in the sending rate, and answers when it is: at once while no more than a second's mails are
 * ahead. A turn is taken once, so that of many who wait each has its own and none has to ask twice. It is the generic
 * cell rate algorithm (ITU-T I.371), a token bucket that holds a second's tokens, in one statement.
 */
export async function takeTurn(
  trx: Transaction<Database>,
  perSecond: number,
  now: Instant,
): Promise<Instant> {
  const step = Math.round(SECOND / perSecond);
  const from = now * 1_000;
  const { next_at: next } = await trx
    .insertInto('sending_rate')
    .values({ name: 'mail', next_at: from + step })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((eb) => ({
        next_at: eb
          .case()
          .when('sending_rate.next_at', '>', from)
          .then(sql<number>`${eb.ref('sending_rate.next_at')} + ${step}`)
          .else(from + step)
          .end(),
      })),
    )
    .returning('next_at')
    .executeTakeFirstOrThrow();
  return Math.max(now, Math.ceil((Number(next) - step - (SECOND - step)) / 1_000));
}
