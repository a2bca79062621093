import { describe, expect, it } from 'vitest';
import { Workspace } from '../../src/compiler/compile-maps.ts';
import { emit } from '../../src/compiler/4-emit/emit.ts';
import type { TimelineEntry } from '../../src/language/scenario.generated.ts';
import { runScenarios } from '../../src/simulator/run-scenarios.ts';
import { filesOf } from './fixture-cases.ts';

/** What a fixture is compiled to, also where the compiler refuses it. */
function outputOf(fixture: string): ReturnType<typeof emit> {
  const files = Object.entries(filesOf(fixture) ?? {});
  const sources = files.map(([path, bytes]) => ({ path: `maps/${path}`, bytes }));
  return emit(new Workspace('maps').check(sources).analysis);
}

const refused = outputOf('circles-across-maps');
const taken = outputOf('circles-across-maps-that-end');

/** Plays some of the maps; answers those on which a place was cut off from a circle. */
async function cutOff(output: typeof taken, map: string[], timeline: TimelineEntry[]): Promise<string[]> {
  const contact = { email: 'ada@example.com', score: 4 };
  const scenario = { scenario: 'round', map, start: '2026-01-05T09:00:00Z', contact, timeline };
  const file = 'maps/scenarios/round.scenario.yaml';
  const { scenarios } = await runScenarios({ ...output, scenarios: [{ file, scenario }] });
  const happened = scenarios.flatMap((report) => report.timeline);
  return happened.flatMap((one) =>
    one.kind === 'stuck' && one.reason.includes('in a circle') ? [one.map] : [],
  );
}

const enroll = (map: string): TimelineEntry => ({ enroll: { map, by: 'kim@example.com' } });

describe('a circle that the compiler refuses', () => {
  it.each<[circle: string, maps: string[], timeline: TimelineEntry[]]>([
    ['leave', ['leave-a', 'leave-b'], [enroll('leave-a')]],
    ['taken', ['taken-a', 'taken-b'], [enroll('taken-a')]],
    ['again', ['again-a', 'again-b', 'again-c'], [enroll('again-a')]],
    ['tag', ['tag-a', 'tag-b'], [enroll('tag-a'), enroll('tag-b'), { tag: 'x' }]],
    ['field', ['field-a', 'field-b'], [enroll('field-a'), enroll('field-b'), { set: { tier: 'gold' } }]],
    ['mixed', ['mixed-a', 'mixed-b'], [enroll('mixed-a')]],
  ])('is one for a contact, too: %s', async (_circle, maps, timeline) => {
    expect(await cutOff(refused, maps, timeline)).not.toEqual([]);
  });
});

describe('maps that the compiler takes', () => {
  const pairs = [
    'stays',
    'stays-a-day',
    'never',
    'cooldown',
    'once',
    'once-per',
    'where',
    'if',
    'branch',
    'wait',
    'paused',
    'taken-off',
    'counted',
    'ends-when',
    'stopped',
    'goal',
    'first',
    'either',
  ];
  it.each(pairs)('come to rest: %s', async (pair) => {
    const maps = [`${pair}-a`, `${pair}-b`];
    const news: TimelineEntry[] = ['x', 'e', 'n', 'i'].map((tag) => ({ tag }));
    const timeline = [...maps.map(enroll), { set: { score: 11 } }, ...news];
    expect(await cutOff(taken, maps, timeline)).toEqual([]);
  });

  it('come to rest where the contact stands at the step that raises the event', async () => {
    const timeline: TimelineEntry[] = [{ tag: 'q' }];
    expect(await cutOff(taken, ['still-there'], timeline)).toEqual([]);
  });
});
