import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';
import { RunningStack, standsAt } from './running-stack.ts';

const temporal = await findTemporalServer();

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: temporal !== undefined }))('an edited map', () => {
  it('holds for newcomers, and not for who stands on the one before', async () => {
    const mapsDirectory = await mkdtemp(join(tmpdir(), 'mapwright-maps-'));
    await cp('maps', mapsDirectory, { recursive: true });
    const first = await RunningStack.start({ mapsDirectory });
    const { stateDirectory } = first.configuration;
    await first.signUp('ada@example.com');
    await first.mail('approval-request');
    await first.stop({ keep: true });

    const file = join(mapsDirectory, 'partner-welcome.map.yaml');
    const before = '      - email: welcome\n';
    const map = await readFile(file, 'utf8');
    expect(map).toContain(before);
    await writeFile(file, map.replace(before, `      - { id: settle, wait: 30 days }\n${before}`));

    const second = await RunningStack.start({ stateDirectory, mapsDirectory });
    try {
      const ada = await second.cli<{ contactId: string }>('approve', 'ada@example.com');
      await second.mail('welcome');
      expect(standsAt(await second.atRest(ada.contactId, 2))).toEqual(['partner-welcome/active']);

      await second.signUp('bo@example.com', 'Bo');
      await second.mail('approval-request', 2);
      const bo = await second.cli<{ contactId: string }>('approve', 'bo@example.com');
      await second.mail('partner-login', 2);
      expect(standsAt(await second.atRest(bo.contactId, 2))).toEqual(['partner-welcome/settle']);
      expect((await second.mails()).filter(({ template }) => template === 'welcome')).toHaveLength(1);
    } finally {
      await second.stop();
      await rm(mapsDirectory, { recursive: true });
    }
  }, 90_000);
});
