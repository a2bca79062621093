import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed } from '../../diagnostics/suggest.ts';
import type { Currency } from '../../program/program.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { checkName } from './check-names.ts';
import { checkTimeline } from './check-timeline.ts';
import { currencyOf } from './currency.ts';
import {
  checkExpectedEmail,
  checkFieldNames,
  checkFieldValues,
  stepIn,
  type AllScenarios,
  type ScenarioContext,
} from './scenario-names.ts';
import type { Sources } from './sources.ts';

/** Checks that what scenarios name is there. */
export function checkScenarios(all: AllScenarios): void {
  for (const doc of all.sources.scenarios) {
    const maps = [doc.value.map].flat();
    checkScenario({ ...all, doc, maps, currency: currencyIn(maps, all.sources) });
  }
}

function checkScenario(context: ScenarioContext): void {
  const { doc, maps, sources } = context;
  const { value } = doc;
  maps.forEach((_name, index) => {
    const [container, key] = Array.isArray(value.map) ? [value.map, index] : [value, 'map'];
    checkName(context, 'MW331', container, key, [...sources.maps.keys()], sources.broken.map.size > 0);
  });
  checkFieldNames(context, value.contact);
  checkTimeline(value.timeline, context);
  const { expect = {} } = value;
  for (const list of [expect.emails, expect.teamEmails, expect.skipped]) {
    for (const mail of list ?? []) checkExpectedEmail(context, mail, 'template');
  }
  expect.standsAt?.forEach((_id, index, list) => stepIn(context, list, index));
  if (expect.fields) checkFieldValues(context, expect.fields);
  checkThresholds(context);
}

function checkThresholds({ doc, maps, sources, report }: ScenarioContext): void {
  const expected = doc.value.expect?.milestones;
  const written = maps.map((map) => sources.maps.get(map));
  if (!expected || written.some((map) => !map || map.file.gaps)) return;
  const blocks = written.flatMap((map) => Object.values(map?.value.milestones ?? {}));
  const known = blocks.flatMap(({ at }) => at.map((one) => (typeof one === 'number' ? one : one.value)));
  expected.forEach((value, index) => {
    if (known.includes(value)) return;
    const args = { value, map: maps.join(', '), known: listed(known.map(String)) };
    report(diagnostic('MW374', args, valuePlace(doc.file, expected, index)));
  });
}

function currencyIn(maps: readonly string[], { maps: all, programs }: Sources): Currency | undefined {
  const name = maps.map((map) => all.get(map)?.value.program).find(Boolean);
  const program = name === undefined ? undefined : programs.get(name);
  return program && currencyOf(program.value.currency);
}
