import type { Expectation, Scenario, SkippedEmail } from '../language/scenario.generated.ts';
import { compareEmails } from './expected-emails.ts';
import { unexpectedFields } from './expected-fields.ts';
import { programOf, thresholdOf } from './happenings.ts';
import type { SentEmail } from './pair-emails.ts';
import { mapsOf } from './play-scenario.ts';
import type { Failure, Happening } from './report.ts';
import type { Scene } from './scene.ts';
import { textMatch } from './text-match.ts';

/** What a scenario expects that did not come true; empty when it passed. */
export function unmetExpectations(scenario: Scenario, scene: Scene): Failure[] {
  const { expect } = scenario;
  if (!expect) return [];
  const maps = mapsOf(scenario);
  return [
    ...emails(expect, scenario, scene),
    ...standsAt(expect, maps, scene),
    ...left(expect, maps, scene),
    ...milestones(expect, maps, scene),
    ...unexpectedFields(expect, scene),
    ...tags(expect, scene),
    ...refused(expect, scene),
    ...skipped(expect, scene),
  ];
}

function emails(
  { emails, noOtherEmails, teamEmails }: Expectation,
  { start }: Scenario,
  scene: Scene,
): Failure[] {
  const sent = ofKind(scene, 'email');
  const compared = { start: Date.parse(start) };
  const toContact = sent.filter(({ team }: SentEmail) => team === undefined);
  const toTeams = sent.filter(({ team }: SentEmail) => team !== undefined);
  const noOthers = noOtherEmails === true || isEmpty(emails);
  return [
    ...compareEmails(emails ?? [], toContact, { ...compared, noun: 'email', key: 'emails', noOthers }),
    ...compareEmails(teamEmails ?? [], toTeams, {
      ...compared,
      noun: 'team email',
      key: 'teamEmails',
      noOthers: isEmpty(teamEmails),
    }),
  ];
}

/** A list that was written and has nothing in it says that there is nothing. */
function isEmpty(list: unknown[] | undefined): boolean {
  return list?.length === 0;
}

function standsAt({ standsAt }: Expectation, maps: string[], scene: Scene): Failure[] {
  if (!standsAt) return [];
  const steps = maps.flatMap((map) => scene.run.state.maps[map]?.places.map(({ step }) => step) ?? []);
  return sameItems(standsAt, steps, 'the contact stands elsewhere').map((failure) => ({
    ...failure,
    path: ['expect', 'standsAt'],
    instead: steps,
  }));
}

function left({ left }: Expectation, maps: string[], { run }: Scene): Failure[] {
  if (left === undefined) return [];
  const states = maps.flatMap((map) => run.state.maps[map] ?? []);
  const steps = states.flatMap(({ places }) => places.map(({ step }) => step));
  const hasLeft = steps.length === 0 && states.some(({ leftAt }) => leftAt !== undefined);
  if (hasLeft === left) return [];
  const happened =
    steps.length > 0 ? `stands at ${steps.join(', ')}` : hasLeft ? 'left' : 'never came onto the map';
  const expected = left ? 'left the map' : 'on the map still';
  const message = `the contact ${happened}`;
  const path = ['expect', 'left'];
  return [{ message, expected: [expected], happened: [happened], path, instead: hasLeft }];
}

function milestones({ milestones }: Expectation, maps: string[], { programs, run }: Scene): Failure[] {
  if (!milestones) return [];
  const reached = maps.flatMap((map) =>
    Object.entries(run.state.maps[map]?.milestones ?? {}).flatMap(([name, values]) =>
      values.map((value) => thresholdOf(programOf(programs, map), name, value)),
    ),
  );
  const ascending = (values: number[]) => values.toSorted((a, b) => a - b);
  const lines = (values: number[]) => ascending(values).map(String);
  return sameItems(lines(milestones), lines(reached), 'other milestones were reached').map((failure) => ({
    ...failure,
    path: ['expect', 'milestones'],
    instead: ascending(reached),
  }));
}

function tags({ tags }: Expectation, { facts }: Scene): Failure[] {
  if (!tags) return [];
  const happened = facts.contact.tags;
  return sameItems(tags, happened, 'the contact has other tags').map((failure) => ({
    ...failure,
    path: ['expect', 'tags'],
    instead: happened,
  }));
}

function refused({ refused }: Expectation, scene: Scene): Failure[] {
  if (refused === undefined) return [];
  const happened = ofKind(scene, 'refused');
  const lines = happened.map(({ entry, code, reason }) => `${entry}: ${reason} (${code})`);
  const message = `${happened.length} entries were refused`;
  const path = ['expect', 'refused'];
  if (typeof refused === 'number') {
    if (happened.length === refused) return [];
    return [{ message, expected: [String(refused)], happened: lines, path, instead: happened.length }];
  }
  const fits = (reason: string, index: number) => {
    const refusal = happened[index];
    return refusal !== undefined && (reason === refusal.code || textMatch(reason)?.isIn(refusal.reason));
  };
  if (happened.length === refused.length && refused.every(fits)) return [];
  const instead = happened.map(({ code }) => code);
  return [{ message: `${message}, with other reasons`, expected: refused, happened: lines, path, instead }];
}

function skipped({ skipped }: Expectation, scene: Scene): Failure[] {
  if (!skipped) return [];
  const happened = ofKind(scene, 'skipped');
  const unmatched = [...happened];
  const missing = skipped.filter(({ template, why }) => {
    const index = unmatched.findIndex((mail) => mail.template === template && (why ?? mail.why) === mail.why);
    if (index >= 0) unmatched.splice(index, 1);
    return index < 0;
  });
  if (missing.length === 0 && !(isEmpty(skipped) && happened.length > 0)) return [];
  const line = ({ template, why }: SkippedEmail | (typeof happened)[number]) =>
    `${template}${why ? ` (${why})` : ''}`;
  const message =
    missing.length > 0 ? `this mail was not skipped: ${missing.map(line).join(', ')}` : 'mails were skipped';
  const instead = happened.map(({ template, why }) => ({ template, why }));
  return [
    {
      message,
      expected: skipped.map(line),
      happened: happened.map(line),
      path: ['expect', 'skipped'],
      instead,
    },
  ];
}

function sameItems(expected: string[], happened: string[], message: string): Failure[] {
  if (JSON.stringify(expected.toSorted()) === JSON.stringify(happened.toSorted())) return [];
  return [{ message, expected, happened }];
}

function ofKind<K extends Happening['kind']>(
  { timeline }: Scene,
  kind: K,
): Extract<Happening, { kind: K }>[] {
  return timeline.filter(
    (happening): happening is Extract<Happening, { kind: K }> => happening.kind === kind,
  );
}
