import { disabledEndpoints, enableEndpoint } from '../../storage/disabled-endpoints.ts';
import { listDeliveries, tryAgain, type WebhookDelivery } from '../../storage/webhook-deliveries.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { withPartners } from '../project.ts';

/** `webhooks deliveries`. */
export interface DeliveriesOptions {
  endpoint?: string;
  status?: WebhookDelivery['status'];
  limit: number;
  format: Format;
}

/** Shows the latest deliveries and the endpoints that are disabled. */
export async function runDeliveries({ format, ...which }: DeliveriesOptions): Promise<ExitCode> {
  return withPartners(async ({ db }) => {
    const deliveries = await listDeliveries(db, which);
    const disabled = await disabledEndpoints(db);
    const lines = [
      ...disabled.map(
        ({ endpoint, at, reason }) =>
          `${endpoint} is disabled since ${instant(at)}: ${reason} Run: mapwright webhooks enable ${endpoint}`,
      ),
      ...(deliveries.length === 0 ? ['No such deliveries.'] : deliveries.map(lineOf)),
    ];
    const shown = deliveries.map(({ created_at, next_at, settled_at, ...rest }) => ({
      ...rest,
      createdAt: instant(created_at),
      nextAt: rest.status === 'waiting' ? instant(next_at) : null,
      settledAt: settled_at === null ? null : instant(settled_at),
    }));
    answer(format, lines, { deliveries: shown, disabled });
    return EXIT.done;
  });
}

function lineOf({ id, endpoint, type, webhook_id, created_at, ...rest }: WebhookDelivery): string {
  const { status, attempts, failure, next_at } = rest;
  const how = {
    delivered: `delivered at attempt ${attempts}`,
    failed: `given up after ${attempts} attempts: ${failure}`,
    waiting:
      failure === null ? 'waits' : `attempt ${attempts} failed: ${failure} Next try: ${instant(next_at)}`,
  }[status];
  return `${id}  ${instant(created_at)}  ${endpoint}  ${type}  ${webhook_id}  ${how}`;
}

/** `webhooks redeliver`: sends deliveries again under the ids that they had. */
export async function runRedeliver({ ids, format }: { ids: number[]; format: Format }): Promise<ExitCode> {
  return withPartners(async ({ db, now }) => {
    const count = await tryAgain(db, { ids }, now());
    const missing = ids.length - count;
    const more = missing > 0 ? ` ${missing} of these numbers are unknown: see "webhooks deliveries".` : '';
    answer(format, `${count} to be sent again by the process that runs.${more}`, { again: count, missing });
    return missing > 0 ? EXIT.failed : EXIT.done;
  });
}

/** `webhooks enable`: sends to an endpoint again, first all that it has not taken. */
export async function runEnable({
  endpoint,
  format,
}: {
  endpoint: string;
  format: Format;
}): Promise<ExitCode> {
  return withPartners(async ({ db, now }) => {
    const disabled = (await disabledEndpoints(db)).map((each) => each.endpoint);
    if (!disabled.includes(endpoint)) {
      const those = disabled.length > 0 ? `disabled: ${disabled.join(', ')}` : 'none is';
      answer(format, `No endpoint “${endpoint}” is disabled (${those}).`, { enabled: false });
      return EXIT.done;
    }
    await enableEndpoint(db, endpoint);
    const waiting = await tryAgain(db, { endpoint }, now());
    answer(format, `${endpoint} is enabled; ${waiting} deliveries are sent to it now.`, {
      enabled: true,
      waiting,
    });
    return EXIT.done;
  });
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
