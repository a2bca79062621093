import type { Logger } from 'pino';
import { endpointsOf, type Configuration } from '../configuration/configuration.ts';
import type { Partners } from '../partners/partners.ts';
import type { DispatcherOptions } from '../storage/dispatcher.ts';
import { passOn } from '../webhooks/out/pass-on.ts';
import { sendDue } from '../webhooks/out/send-due.ts';
import { mapsOf, type CurrentRelease } from './current-programs.ts';
import { startRounds } from './rounds.ts';

/** How often deliveries that another process has queued, or that are to be tried again, are looked for, in milliseconds. */
const EVERY_MS = 1_000;

/** Tells the configured endpoints what happens. */
export interface WebhooksOut {
  /** Queues what facts mean to them; absent where there is no endpoint. */
  alongside?: NonNullable<DispatcherOptions['alongside']>;
  stop(): Promise<void>;
}

/** Starts to send, a round for each endpoint: one that does not answer holds up no other. */
export function startWebhooksOut(options: {
  configuration: Configuration;
  release: () => CurrentRelease;
  partners: Partners;
  log: Logger;
}): WebhooksOut {
  const { configuration, release, partners, log } = options;
  const { db, now } = partners;
  const endpoints = endpointsOf(configuration);
  const sender = { db, allow: configuration.webhookAllow ?? [], now, chance: () => Math.random(), log };
  const all = endpoints.map((endpoint) => {
    const round = async () => {
      if ((await sendDue(sender, endpoint)) > 0) rounds.wake();
    };
    const failed = (err: unknown) =>
      log.error({ err, endpoint: endpoint.name }, 'Webhooks could not be sent and are tried again.');
    const rounds = startRounds(round, EVERY_MS, failed);
    return rounds;
  });
  const names = endpoints.map(({ name }) => name);
  const alongside: WebhooksOut['alongside'] = (trx, rows) => {
    const context = { settings: release().settings, maps: mapsOf(release()) };
    return passOn(trx, rows, { endpoints: names, context, now: now() });
  };
  return {
    ...(endpoints.length > 0 ? { alongside } : {}),
    stop: async () => void (await Promise.all(all.map((rounds) => rounds.stop()))),
  };
}
