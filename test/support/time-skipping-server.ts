import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { defaultCacheDirectory, placeInCache } from '../../src/temporal/server-resolver/executable-cache.ts';
import { findOnPath, isExecutable } from '../../src/temporal/server-resolver/executable-check.ts';

const POM = fileURLToPath(new URL('../../tools/time-skipping-server/pom.xml', import.meta.url));

/** What `requireTool` says where this machine cannot get the server. */
export const TIME_SKIPPING_SERVER = {
  name: "Temporal's time-skipping server",
  get: 'it needs java and mvn, on Debian "apt-get install default-jdk-headless maven"',
};

/**
 * The command that starts the server: from the cache outside the checkout, else fetched by Maven (38 MB, once).
 * Undefined where there is no java, or no mvn to fetch it with.
 * @throws when Maven cannot fetch it.
 */
export async function findTimeSkippingServer(): Promise<string | undefined> {
  const directory = join(defaultCacheDirectory(process.env), `time-skipping-${await pinnedVersion()}`);
  const command = join(directory, 'start');
  if (!(await findOnPath('java', process.env))) return undefined;
  if (await isExecutable(command)) return command;
  const maven = await findOnPath('mvn', process.env);
  if (!maven) return undefined;
  try {
    await placeInCache(directory, (folder) => fetchServer(maven, folder));
  } catch (error) {
    // Another process may have been faster.
    if (!(await isExecutable(command))) throw error;
  }
  return command;
}

/** Starts a server whose clock jumps over waits. End it with `teardown()`, also after a failure: it stays otherwise. */
export async function createTimeSkipping(command: string): Promise<TestWorkflowEnvironment> {
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: command } },
  });
  const { Keyword: keyword, KeywordList: list } = { Keyword: 2, KeywordList: 7 } as const;
  await environment.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: { Maps: list, MapSteps: list, RunStatus: keyword },
  });
  return environment;
}

async function pinnedVersion(): Promise<string> {
  const match = /temporal-test-server<\/artifactId>\s*<version>([^<]+)</.exec(await readFile(POM, 'utf8'));
  if (!match?.[1]) throw new Error(`${POM} names no version of temporal-test-server.`);
  return match[1];
}

async function fetchServer(maven: string, folder: string): Promise<string> {
  const whole = join(folder, 'server');
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${join(whole, 'lib')}`];
  await promisify(execFile)(maven, ['--quiet', '--batch-mode', ...goal], { cwd: dirname(POM) });
  // Without --enable-time-skipping: the SDK unlocks time itself, and with the flag a first workflow times out at once.
  const script = '#!/bin/sh\nexec java -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n';
  await writeFile(join(whole, 'start'), script, { mode: 0o755 });
  return whole;
}
