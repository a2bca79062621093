import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The Go module that pins the server: `tools/temporal-server` of this package. */
export const MODULE_DIRECTORY = fileURLToPath(new URL('../../../tools/temporal-server', import.meta.url));

/**
 * The version of the Temporal command line that `go.mod` pins, such as `1.8.2`: the one place that names it.
 * @throws when the module does not require `github.com/temporalio/cli`.
 */
export async function pinnedVersion(moduleDirectory: string): Promise<string> {
  const file = join(moduleDirectory, 'go.mod');
  const match = /^\s*(?:require )?github\.com\/temporalio\/cli v(\S+)/m.exec(await readFile(file, 'utf8'));
  if (!match?.[1]) throw new Error(`${file} does not require github.com/temporalio/cli.`);
  return match[1];
}
