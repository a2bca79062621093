import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Programs } from '../../src/program/program.ts';
import { door, email, mapOf } from '../program/builders.ts';
import { bundleOf, replay } from '../support/test-worker.ts';

/** Recorded by record.ts from the engines that are out there, each with the programs that it obeyed. */
const NAMES = readdirSync(import.meta.dirname).flatMap(
  (file) => /^(.+)\.history\.json$/.exec(file)?.[1] ?? [],
);

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

/** The release store some time later: another map, and a release that made it and another `m` current. */
function later(programs: Programs): Programs {
  const hello = mapOf({
    map: 'a-new-map',
    triggers: [door('all', { type: 'form-submitted', form: 'sign-up' }, 'hello')],
    steps: [email('hello')],
  });
  const maps = { 'a-new-map': 'new@r9', m: 'm@r9' };
  return {
    sets: { ...programs.sets, r9: { id: 'r9', maps, settings: 'settings' } },
    programs: { ...programs.programs, 'new@r9': hello, 'm@r9': mapOf({ steps: [email('other')] }) },
  };
}

describe.each(NAMES)('the recorded history %s', (name) => {
  const history = read(`./${name}.history.json`);
  const programs = read(`./${name}.programs.json`) as Programs;
  let bundle: { code: string };
  beforeAll(async () => {
    bundle = await bundleOf(programs);
  });
  afterEach(() => vi.unstubAllEnvs());

  test('replays with the programs that it obeyed', async () => {
    await replay(bundle, history, 'contact/c-recorded');
  });

  test('replays when another map and another release have come in', async () => {
    await replay(await bundleOf(later(programs)), history, 'contact/c-recorded');
  });

  test.each(['Pacific/Apia', 'America/New_York'])('replays where the time zone is %s', async (zone) => {
    vi.stubEnv('TZ', zone);
    expect(new Date(0).getHours()).not.toBe(0);
    await replay(bundle, history, 'contact/c-recorded');
  });

  test('replays where the zone table gave another instant', async () => {
    const doctored = structuredClone(history) as {
      events: { activityTaskCompletedEventAttributes?: Completed }[];
    };
    let changed = 0;
    for (const { activityTaskCompletedEventAttributes: completed } of doctored.events) {
      const payload = completed?.result?.payloads?.[0];
      if (!payload?.data) continue;
      const moved = anHourLater(JSON.parse(Buffer.from(payload.data, 'base64').toString()));
      if (moved === undefined) continue;
      payload.data = Buffer.from(JSON.stringify(moved)).toString('base64');
      changed += 1;
    }
    expect(changed).toBeGreaterThan(0);
    await replay(bundle, doctored, 'contact/c-recorded');
  });

  test('does not replay with programs that mean something else', async () => {
    const steps = (program: Programs['programs'][string]) =>
      Object.fromEntries(Object.values(program.steps).map((step) => [step.id, { ...step, next: null }]));
    const shortened = Object.entries(programs.programs).map(([hash, each]) => [
      hash,
      { ...each, steps: steps(each) },
    ]);
    const other = { ...programs, programs: Object.fromEntries(shortened) as Programs['programs'] };
    await expect(replay(await bundleOf(other), history, 'contact/c-recorded')).rejects.toThrow(
      /[Nn]ondeterminism/,
    );
  });

  test('names nobody and no machine', () => {
    const text = JSON.stringify([history, programs]);
    const decoded = text.replaceAll(/"data":"([^"]+)"/g, (_, data: string) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(decoded).not.toMatch(/\/(home|root|work|tmp|Users)\//);
    expect(
      decoded.match(/[\w.+-]+@[\w.-]+\.[a-z]{2,}/g)?.filter((address) => !address.endsWith('@example.com')),
    ).toEqual([]);
  });
});

/** What zone rules decided, an hour later: an instant, or a date that comes; undefined for other results. */
function anHourLater(result: unknown): unknown {
  if (typeof result === 'number') return result + 3_600_000;
  if (typeof result !== 'object' || result === null || !('at' in result) || !('date' in result))
    return undefined;
  return { ...result, at: Number(result.at) + 3_600_000 };
}

interface Completed {
  result?: { payloads?: { data?: string }[] };
}
