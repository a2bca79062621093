import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { placeInCache } from './executable-cache.ts';

/** The service from which Temporal's SDKs fetch the command line for their test environments. */
export const DOWNLOAD_SERVICE = 'https://temporal.download';

/** A network that blocks the service should cost seconds, not minutes. */
const ANSWER_TIMEOUT_MS = 20_000;
/** About 50 MB; beyond this a build is the faster way. */
const DOWNLOAD_TIMEOUT_MS = 180_000;

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};
const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Fetches the command line of `version` into `target`, by the protocol of the SDK's core
 * (`GET /temporal-cli/v1.8.2?arch=amd64&platform=linux` answers where the archive lies). Done here and not
 * through `@temporalio/testing`, which downloads only while it starts a server and cannot be told to stop.
 * @throws with the reason where the service does not answer, refuses or has nothing for this machine.
 */
export async function downloadExecutable(
  target: string,
  version: string,
  service = DOWNLOAD_SERVICE,
): Promise<void> {
  const platform = PLATFORMS[process.platform];
  const arch = ARCHITECTURES[process.arch];
  if (!platform || !arch) throw new Error(`nothing is offered for ${process.platform} on ${process.arch}`);
  const query = new URLSearchParams({ arch, platform });
  const info = await fetch(`${service}/temporal-cli/v${version}?${query.toString()}`, {
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  const { archiveUrl, fileToExtract } = readInfo(await accepted(info).json());
  await placeInCache(target, async (folder) => {
    const archive = join(folder, 'archive');
    const response = accepted(await fetch(archiveUrl, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) }));
    if (!response.body) throw new Error(`${archiveUrl} is empty`);
    await pipeline(response.body, createWriteStream(archive));
    // Linux archives are tar.gz; the bsdtar of macOS and Windows reads zip as well.
    await promisify(execFile)('tar', ['-xf', archive, '-C', folder, fileToExtract]);
    const executable = join(folder, fileToExtract);
    await chmod(executable, 0o755);
    return executable;
  });
}

function accepted(response: Response): Response {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response;
}

/** The service's answer is another's data: nothing but a plain file name may reach the command line. */
function readInfo(answer: unknown): { archiveUrl: string; fileToExtract: string } {
  const { archiveUrl, fileToExtract } = (answer ?? {}) as Record<string, unknown>;
  if (
    typeof archiveUrl === 'string' &&
    typeof fileToExtract === 'string' &&
    /^[\w][\w.-]*$/.test(fileToExtract)
  ) {
    return { archiveUrl, fileToExtract };
  }
  throw new Error('the download service answered in a form that is not understood');
}
