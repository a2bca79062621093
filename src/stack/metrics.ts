import { createServer } from 'node:http';
import { once } from 'node:events';
import type { Kysely } from 'kysely';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Instant } from '../program/time.ts';
import { deliveriesBacklog, mailsSince, outboxBacklog, type Backlog } from '../storage/backlog.ts';
import { disabledEndpoints } from '../storage/disabled-endpoints.ts';
import type { Dispatcher } from '../storage/dispatcher.ts';
import { PARTITIONS } from '../storage/partition.ts';
import type { Database } from '../storage/schema.ts';

const DAY_MS = 24 * 60 * 60_000;

/** What is measured. */
export interface Measured {
  db: Kysely<Database>;
  dispatcher: Pick<Dispatcher, 'state'>;
  /** Names of the endpoints that are told what happens. */
  endpoints: readonly string[];
  now: () => Instant;
}

/**
 * The figures of one process, and those of the database that all processes share, read when somebody asks (Prometheus
 * text format 0.0.4). None of them names a contact.
 */
export function metricsOf(measured: Measured): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register });
  addOutbox(register, measured);
  addDispatcher(register, measured);
  addWebhooks(register, measured);
  addMails(register, measured);
  return register;
}

/** One figure, or one for each value of its labels; found anew each time that somebody asks. */
interface Figure {
  name: string;
  help: string;
  labelNames?: string[];
  values: () => Promise<[labels: Record<string, string>, value: number][]>;
}

function add(register: Registry, { name, help, labelNames = [], values }: Figure): void {
  new Gauge({
    name: `mapwright_${name}`,
    help,
    labelNames,
    registers: [register],
    async collect() {
      this.reset();
      for (const [labels, value] of await values()) this.set(labels, value);
    },
  });
}

function addOutbox(register: Registry, { db, now }: Measured): void {
  const byPartition = async (value: (backlog: Backlog) => number) => {
    const backlogs = await outboxBacklog(db);
    return Array.from({ length: PARTITIONS }, (_, partition): [{ partition: string }, number] => [
      { partition: String(partition) },
      value(backlogs.get(partition) ?? nothing(now())),
    ]);
  };
  add(register, {
    name: 'outbox_rows',
    help: 'Facts that no run has been told yet, by partition of the outbox',
    labelNames: ['partition'],
    values: () => byPartition(({ rows }) => rows),
  });
  add(register, {
    name: 'outbox_oldest_seconds',
    help: 'Age of the oldest fact that no run has been told yet; 0 without any',
    labelNames: ['partition'],
    values: () => byPartition(({ oldestAt }) => (now() - oldestAt) / 1_000),
  });
}

function addDispatcher(register: Registry, { dispatcher }: Measured): void {
  add(register, {
    name: 'dispatcher_contacts',
    help: 'Contacts that this process delivers to right now, and those whose delivery failed and is put off',
    labelNames: ['state'],
    values: async () => {
      const { inFlight, backingOff } = dispatcher.state();
      return [
        [{ state: 'in_flight' }, inFlight],
        [{ state: 'backing_off' }, backingOff],
      ];
    },
  });
  add(register, {
    name: 'dispatcher_partitions',
    help: 'Partitions of the outbox that this process serves',
    values: async () => [[{}, dispatcher.state().partitions]],
  });
}

function addWebhooks(register: Registry, { db, endpoints, now }: Measured): void {
  const byEndpoint = async (value: (backlog: Backlog) => number) => {
    const backlogs = await deliveriesBacklog(db);
    return endpoints.map((endpoint): [{ endpoint: string }, number] => [
      { endpoint },
      value(backlogs.get(endpoint) ?? nothing(now())),
    ]);
  };
  const labelNames = ['endpoint'];
  add(register, {
    name: 'webhooks_waiting',
    help: 'Messages that an endpoint has not taken yet',
    labelNames,
    values: () => byEndpoint(({ rows }) => rows),
  });
  add(register, {
    name: 'webhooks_oldest_seconds',
    help: 'Age of the oldest message that an endpoint has not taken yet; 0 without any',
    labelNames,
    values: () => byEndpoint(({ oldestAt }) => (now() - oldestAt) / 1_000),
  });
  add(register, {
    name: 'webhooks_disabled',
    help: '1 where an endpoint did not take a message for a day, and gets nothing until it is enabled',
    labelNames,
    values: async () => {
      const disabled = new Set((await disabledEndpoints(db)).map(({ endpoint }) => endpoint));
      return endpoints.map((endpoint) => [{ endpoint }, disabled.has(endpoint) ? 1 : 0]);
    },
  });
}

function addMails(register: Registry, { db, now }: Measured): void {
  add(register, {
    name: 'mails_last_day',
    help: 'Mails that were begun within 24 hours, by what became of them and why',
    labelNames: ['status', 'verdict'],
    values: async () =>
      (await mailsSince(db, now() - DAY_MS)).map(({ status, verdict, mails }) => [
        { status, verdict: verdict ?? '' },
        mails,
      ]),
  });
}

function nothing(now: Instant): Backlog {
  return { rows: 0, oldestAt: now };
}

/** Serves the figures at `/metrics`, on a port of their own: whoever may see pages need not see them. */
export async function serveMetrics(
  register: Registry,
  { host, port }: { host: string; port: number },
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('The figures are at /metrics.\n');
      return;
    }
    register.metrics().then(
      (text) => response.writeHead(200, { 'content-type': register.contentType }).end(text),
      () => response.writeHead(503, { 'content-type': 'text/plain' }).end('The database does not answer.\n'),
    );
  });
  await once(server.listen(port, host), 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
