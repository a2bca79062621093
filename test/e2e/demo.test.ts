import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';

const run = promisify(execFile);
const temporal = await findTemporalServer();

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: temporal !== undefined }))('the demo', () => {
  it('takes a partner through the journey and ends by itself', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'mapwright-demo-'));
    // Relative to the working directory, as the default is.
    const env = { ...process.env, MAPWRIGHT_STATE_DIRECTORY: relative(process.cwd(), directory) };
    const { stdout, stderr } = await run(process.execPath, ['tools/demo/main.ts', '--exit'], { env });
    expect(stdout).toContain('Done: every expected mail arrived, once');
    expect(stdout).toContain('/workflows/contact%2Fc_');
    // Whoever looks around sees all of the console.
    expect(stderr).toMatch(/Console: \S+ \(signs in kim@example\.com as admin, once\)/);
    await rm(directory, { recursive: true });
  }, 60_000);
});
