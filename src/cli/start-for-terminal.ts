import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { ConfigurationUnusable, type Configuration } from '../configuration/configuration.ts';
import { MapsHaveErrors } from '../stack/prepare.ts';
import { startStack, type Stack } from '../stack/start-stack.ts';
import { OWNER_ONLY } from '../storage/open-sqlite.ts';
import { ActivitiesUnusable } from '../temporal/load-activities.ts';
import { TemporalUnreachable } from '../temporal/connection.ts';
import { TemporalServerNotFound } from '../temporal/server-resolver/resolve-temporal-server.ts';
import { TemporalServerFailed } from '../temporal/server-resolver/start-temporal-server.ts';
import { say } from './answer.ts';
import { EXIT, Stopped } from './exit-codes.ts';

/**
 * Starts the whole stack for somebody at a terminal: progress on standard error, logs into a file below the
 * state directory. @throws Stopped with a message for what a person can mend.
 */
export async function startForTerminal(configuration: Configuration): Promise<Stack> {
  const { stateDirectory } = configuration;
  await mkdir(stateDirectory, { recursive: true, mode: OWNER_ONLY });
  const logFile = join(stateDirectory, 'mapwright.log');
  const log = pino({ level: 'info' }, pino.destination({ dest: logFile, sync: true }));
  Runtime.install({
    logger: temporalLogger(log),
    // Signals are the starter's business: it ends the parts in order.
    shutdownSignals: [],
  });
  try {
    const stack = await startStack(configuration, log, say);
    say(`Log: ${logFile}`);
    return stack;
  } catch (error) {
    throw explained(error);
  }
}

/** The SDK's log in ours, by level. */
function temporalLogger(log: pino.Logger) {
  const at =
    (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: object = {}): void =>
      log[level]({ ...fields }, message);
  return {
    log: (level: string, message: string, fields?: object) =>
      at(level === 'ERROR' ? 'error' : level === 'WARN' ? 'warn' : 'info')(message, fields),
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}

/** What a person can mend gets a message; anything else stays a bug with its stack. */
function explained(error: unknown): unknown {
  if (
    error instanceof MapsHaveErrors ||
    error instanceof ConfigurationUnusable ||
    error instanceof ActivitiesUnusable
  ) {
    return new Stopped(EXIT.failed, error.message);
  }
  if (
    error instanceof TemporalServerNotFound ||
    error instanceof TemporalServerFailed ||
    error instanceof TemporalUnreachable
  ) {
    return new Stopped(EXIT.unavailable, error.message);
  }
  return error;
}
