import { expect, test } from 'vitest';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import { runScenarios } from '../../src/simulator/run-scenarios.ts';

const { output, diagnostics, notYet } = await compileMaps({ path: 'test/parity/maps' });

test('the maps of the parity check compile and run', () => {
  expect([...diagnostics, ...notYet]).toEqual([]);
});

test.each(output?.scenarios ?? [])('$scenario.scenario', async (source) => {
  const { scenarios } = await runScenarios(output!, [source]);
  expect(scenarios.map(({ failures }) => failures)).toEqual([[]]);
});
