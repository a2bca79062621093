import { expect, it } from 'vitest';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import { runScenarios } from '../../src/simulator/run-scenarios.ts';

const { output } = await compileMaps({ path: 'maps' });
if (!output) throw new Error('The reference maps have errors.');
const source = output.scenarios.find(({ file }) => file.endsWith('journey.scenario.yaml'));
if (!source) throw new Error('The reference journey is gone.');
const entries = source.scenario.timeline;

/** What happens on the journey, where the run continues as new after the entries that `after` chooses. */
async function happenings(after: (index: number) => boolean) {
  const timeline = entries.flatMap((entry, index) =>
    after(index) ? [entry, { continueAsNew: true as const }] : [entry],
  );
  const scenario = { ...source!.scenario, timeline };
  const { scenarios } = await runScenarios(output!, [{ ...source!, scenario }]);
  const [report] = scenarios;
  const isOwn = (kind: object) => 'entry' in kind && kind.entry === 'continueAsNew';
  return { passed: report?.passed, timeline: report?.timeline.filter((happening) => !isOwn(happening)) };
}

const plain = await happenings(() => false);

it.each(entries.map((_entry, index) => index))(
  'continued as new after entry %i, the future is the same',
  async (chosen) => {
    expect(plain.passed).toBe(true);
    expect(await happenings((index) => index === chosen)).toEqual(plain);
  },
);

it('continued as new after every entry, the future is the same', async () => {
  expect(await happenings(() => true)).toEqual(plain);
});
