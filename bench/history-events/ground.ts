import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import { developmentStore } from '../../src/releases/current-release.ts';
import { readPrograms, readSettingsOf } from '../../src/releases/release-store.ts';
import { bundleFile, prepare } from '../../src/stack/prepare.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { PAYLOAD_CONVERTER } from '../../src/temporal/bundle.ts';
import { findTemporalServer, startTestServer } from '../../test/support/temporal-server.ts';
import { sharedActivities, type CallLog } from './activities.ts';
import { Office } from './office.ts';
import { handWritten, mapwrightByOwnDoor, mapwrightBySignals, type Side } from './sides.ts';

const RIVAL = fileURLToPath(new URL('../rival/partner.ts', import.meta.url));
const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A dev server of the bench's own, with a worker for each side. */
export interface Ground {
  /** Mapwright with its ledger, outbox and dispatcher in front. */
  ownDoor: Side;
  /** Mapwright's workflow, signalled as the hand-written one is. */
  sameSignals: Side;
  rival: Side;
  /** Which mails and questions each partner's workflow asked for, by `contactId`. */
  calls: CallLog;
  stop(): Promise<void>;
}

/** Releases `maps/`, bundles both workflows and starts everything. @throws when there is no Temporal server. */
export async function startGround(): Promise<Ground> {
  const server = await startTestServer(await findTemporalServer());
  const stateDirectory = server.directory;
  const { setId } = await prepare({ mapsDirectory: 'maps', stateDirectory, color: false });
  const store = developmentStore(stateDirectory);
  const calls: CallLog = new Map();
  const bundles = {
    mapwright: await readFile(bundleFile(stateDirectory), 'utf8'),
    rival: (await bundleWorkflowCode({ workflowsPath: RIVAL, logger: silent })).code,
  };
  const workers = await Promise.all(
    Object.entries(bundles).map(async ([taskQueue, code]) => {
      const worker = await Worker.create({
        connection: server.connection,
        taskQueue,
        workflowBundle: { code },
        activities: sharedActivities(calls),
        dataConverter: taskQueue === 'mapwright' ? { payloadConverterPath: PAYLOAD_CONVERTER } : {},
        shutdownGraceTime: '5 seconds',
      });
      return { worker, running: worker.run() };
    }),
  );
  const settings = await readSettingsOf(store, setId);
  const release = { setId, programs: await readPrograms(store) };
  // The dispatcher carries every row of its database, so that the others need one of their own.
  const office = new Office(await openDatabase(join(stateDirectory, 'bench.db')), settings);
  const dispatched = new Office(await openDatabase(join(stateDirectory, 'dispatched.db')), settings);
  const ownDoor = mapwrightByOwnDoor(server.client, 'mapwright', release, dispatched);
  return {
    ownDoor,
    sameSignals: mapwrightBySignals(server.client, 'mapwright', release, office),
    rival: handWritten(server.client, 'rival', office),
    calls,
    async stop() {
      await ownDoor.stop();
      for (const { worker, running } of workers) {
        worker.shutdown();
        await running;
      }
      for (const { db } of [office, dispatched]) await db.destroy();
      await server.stop();
    },
  };
}
