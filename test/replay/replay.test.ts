import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Program, Programs } from '../../src/program/program.ts';
import { door, email, mapOf } from '../program/builders.ts';
import { bundleOf, replay } from '../support/test-worker.ts';

/** One engine's histories, each of a run of its own, and the programs that those runs obeyed. */
interface Recording {
  engine: string;
  programs: Programs;
  histories: Record<string, History>;
}

interface History {
  events: {
    timerFiredEventAttributes?: object;
    activityTaskCompletedEventAttributes?: { result?: { payloads?: { data?: string }[] } };
  }[];
}

/** Recorded by record.ts from the engines that are out there. */
const RECORDINGS: Recording[] = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name: engine }) => {
    const read = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, engine, file), 'utf8'));
    const names = readdirSync(join(import.meta.dirname, engine)).flatMap(
      (file) => /^(.+)\.history\.json$/.exec(file)?.[1] ?? [],
    );
    return {
      engine,
      programs: read('programs.json') as Programs,
      histories: Object.fromEntries(names.map((name) => [name, read(`${name}.history.json`) as History])),
    };
  });

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

describe.each(RECORDINGS)('what $engine recorded', ({ programs, histories }) => {
  const names = Object.keys(histories);
  const history = (name: string) => histories[name] ?? expect.fail(`There is no history ${name}.`);
  let bundles: Record<'own' | 'later' | 'other', { code: string }>;
  beforeAll(async () => {
    bundles = {
      own: await bundleOf(programs),
      later: await bundleOf(later(programs)),
      other: await bundleOf(meaningElse(programs)),
    };
  });
  afterEach(() => vi.unstubAllEnvs());

  test.each(names)('%s replays with the programs that it obeyed', async (name) => {
    await replay(bundles.own, history(name));
  });

  test.each(names)('%s replays when another map and another release have come in', async (name) => {
    await replay(bundles.later, history(name));
  });

  test.each(['Pacific/Apia', 'America/New_York'])('all replay where the time zone is %s', async (zone) => {
    vi.stubEnv('TZ', zone);
    expect(new Date(0).getHours()).not.toBe(0);
    for (const name of names) await replay(bundles.own, history(name));
  });

  test('all replay where the zone table gave other instants', async () => {
    let changed = 0;
    for (const name of names) {
      const doctored = structuredClone(history(name));
      changed += doctor(doctored);
      await replay(bundles.own, doctored);
    }
    expect(changed).toBeGreaterThan(0);
  });

  test.each(names)('%s does not replay with programs that mean something else', async (name) => {
    await expect(replay(bundles.other, history(name))).rejects.toThrow(/[Nn]ondeterminism/);
  });

  test('names nobody and no machine', () => {
    const text = JSON.stringify([histories, programs]);
    const decoded = text.replaceAll(/"data":"([^"]+)"/g, (_, data: string) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(decoded).not.toMatch(/\/(home|root|work|tmp|Users)\//);
    expect(
      decoded
        .match(/[\w.+-]+@[\w.-]+\.[a-z]{2,}/g)
        ?.filter((address) => !/@(\w+\.)?example(\.com)?$/.test(address)),
    ).toEqual([]);
  });
});

/** The same maps without their doors, and with steps behind which nothing follows. */
function meaningElse({ sets, programs }: Programs): Programs {
  const changed = Object.entries(programs).map(([hash, each]): [string, Program] => {
    const steps = Object.values(each.steps).map((step) => [step.id, { ...step, next: null }] as const);
    return [hash, { ...each, triggers: [], milestones: [], steps: Object.fromEntries(steps) }];
  });
  return { sets, programs: Object.fromEntries(changed) };
}

/** Moves by an hour what zone rules decided and the clock has not reached yet; answers how much that was. */
function doctor({ events }: History): number {
  let changed = 0;
  const reached = events.findLastIndex(({ timerFiredEventAttributes: fired }) => fired !== undefined);
  for (const { activityTaskCompletedEventAttributes: completed } of events.slice(reached + 1)) {
    const payload = completed?.result?.payloads?.[0];
    if (!payload?.data) continue;
    const moved = anHourLater(JSON.parse(Buffer.from(payload.data, 'base64').toString()));
    if (moved === undefined) continue;
    payload.data = Buffer.from(JSON.stringify(moved)).toString('base64');
    changed += 1;
  }
  return changed;
}

/** What zone rules decided, an hour later: an instant, or a date that comes; undefined for other results. */
function anHourLater(result: unknown): unknown {
  if (typeof result === 'number') return result + 3_600_000;
  if (typeof result !== 'object' || result === null || !('at' in result) || !('date' in result))
    return undefined;
  return { ...result, at: Number(result.at) + 3_600_000 };
}
