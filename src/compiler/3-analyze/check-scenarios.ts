import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed } from '../../diagnostics/suggest.ts';
import type { Scenario } from '../../language/scenario.generated.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { checkAnswers } from './check-answers.ts';
import { checkName } from './check-names.ts';
import { checkTimeline } from './check-timeline.ts';
import {
  checkExpectedEmail,
  checkFieldValues,
  currencyIn,
  stepIn,
  type AllScenarios,
  type ScenarioContext,
} from './scenario-names.ts';
import type { Doc } from './sources.ts';

/** Checks that what a scenario names is there. */
export function checkScenario(doc: Doc<Scenario>, all: AllScenarios): void {
  const { sources } = all;
  const { value } = doc;
  const maps = [value.map].flat();
  const context: ScenarioContext = { ...all, doc, maps, currency: currencyIn(maps, sources) };
  maps.forEach((_name, index) => {
    const [container, key] = Array.isArray(value.map) ? [value.map, index] : [value, 'map'];
    checkName(context, 'MW331', container, key, [...sources.maps.keys()], sources.broken.map.size > 0);
  });
  checkFieldValues(context, value.contact);
  if (value.answers) checkAnswers(value.answers, context);
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
    const fix =
      known.length > 0
        ? `Expect one of ${listed(new Set(known.map(String)))}.`
        : 'It has none: add a `milestones:` block, or remove the expectation.';
    const args = { value, maps: listed(maps), fix };
    report(diagnostic('MW374', args, valuePlace(doc.file, expected, index)));
  });
}
