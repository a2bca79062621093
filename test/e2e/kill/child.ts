import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import type { Configuration } from '../../../src/configuration/configuration.ts';
import { startStack } from '../../../src/stack/start-stack.ts';
import { partsThatDie } from './kill-switch.ts';
import type { Order } from './moments.ts';

/** What the parent gives as the only argument, as JSON. */
export interface ChildTask {
  configuration: Configuration;
  logFile: string;
  order?: Order;
  /** Lease of a claim; absent: the one of production. */
  leaseMs?: number;
}

/** What the child sends to its parent once it answers. */
export interface Doors {
  gatewayUrl: string;
  webhookSecret: string;
}

const { configuration, logFile, order, leaseMs } = JSON.parse(process.argv[2] ?? '') as ChildTask;
const log = pino({ level: 'info' }, pino.destination({ dest: logFile, sync: true }));
Runtime.install({ logger: new DefaultLogger('WARN', ({ message, meta }) => log.warn({ ...meta }, message)) });
// Without its parent nobody would end it.
process.once('disconnect', () => process.exit(1));
const { gatewayUrl, webhookSecret } = await startStack(
  configuration,
  log,
  (line) => log.info(line),
  partsThatDie(order, leaseMs),
);
process.send?.({ gatewayUrl, webhookSecret } satisfies Doors);
