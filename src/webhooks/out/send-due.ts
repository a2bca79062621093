import type { Kysely } from 'kysely';
import type { Instant } from '../../program/time.ts';
import { disabledEndpoints, disableEndpoint } from '../../storage/disabled-endpoints.ts';
import type { Database } from '../../storage/schema.ts';
import { claimDue, settleAttempt, type WebhookDelivery } from '../../storage/webhook-deliveries.ts';
import type { WebhookSettings } from '../settings.ts';
import { sendDelivery, type Endpoint } from './send-delivery.ts';

/** Messages that go to an endpoint at the same time. */
const AT_ONCE = 8;
/** Longer than an attempt takes: what a process died over is tried again after it, under the same id. */
const LEASE_MS = 60_000;

/** The part of a logger that is needed (pino's signature). */
interface SenderLog {
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** What sending needs. */
export interface Sender {
  db: Kysely<Database>;
  /** What may be called although it is not public. */
  allow: WebhookSettings['allow'];
  now: () => Instant;
  /** From 0 to 1, anew each time. */
  chance: () => number;
  log: SenderLog;
}

/**
 * Sends to an endpoint some of what is due, at least once and in no order. Answers how many that were: when there were any,
 * more may be due. Any number of processes may do so side by side.
 */
export async function sendDue(sender: Sender, endpoint: Endpoint): Promise<number> {
  const { db, now } = sender;
  const disabled = await disabledEndpoints(db);
  if (disabled.some((each) => each.endpoint === endpoint.name)) return 0;
  const at = now();
  const due = await claimDue(db, endpoint.name, { limit: AT_ONCE, now: at, leaseUntil: at + LEASE_MS });
  await Promise.all(due.map((delivery) => attempt(sender, endpoint, delivery)));
  return due.length;
}

async function attempt(sender: Sender, endpoint: Endpoint, delivery: WebhookDelivery): Promise<void> {
  const { db, allow, now, chance, log } = sender;
  const result = await sendDelivery(delivery, { endpoint, allow, now: now(), chance: chance() });
  await settleAttempt(db, delivery, result, now());
  if (result.status === 'delivered') return;
  const { webhook_id: webhookId, attempts } = delivery;
  log.warn(
    { endpoint: endpoint.name, webhookId, attempts, answer: result.answer },
    `A webhook was not taken. ${result.failure}`,
  );
  if (result.status === 'failed') await disable(sender, endpoint.name, result.failure);
}

async function disable({ db, now, log }: Sender, endpoint: string, reason: string): Promise<void> {
  if (!(await disableEndpoint(db, { endpoint, at: now(), reason }))) return;
  const hint = `When it works again, run: mapwright webhooks enable ${endpoint}`;
  log.error({ endpoint }, `Nothing more is sent to this endpoint. ${reason} ${hint}`);
}
