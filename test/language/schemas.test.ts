import { describe, expect, test } from 'vitest';
import type { Compilation } from '../../src/compiler/compilation.ts';
import type { Schema } from '../../src/language/schemas.ts';
import { compile, exampleOf, keyOf, placed, type Mapping } from './documents.ts';
import { everyProperty, type Property } from './every-property.ts';
import { RUNNING_PLACES as PLACES, runningSpecimens as specimens } from './running-specimens.ts';

/** Values where the schema's example is no other than the specimen's, or needs something else to go. */
const VALUES: Readonly<Record<string, { set?: unknown; without?: string; also?: Mapping }>> = {
  'map.schema.json#/map': { set: 'y' },
  'program.schema.json#/program': { set: 'second' },
  'program.schema.json#/notifyPartner': { set: {} },
  'program.schema.json#/links': { set: [] },
  'program.schema.json#/properties/notifyPartner/commissionEarned': { set: { email: 'new-partner' } },
  'program.schema.json#/properties/signUpForm/id': { set: 'join' },
  'program.schema.json#/definitions/consent/topic': { set: 'no-news' },
  'program.schema.json#/definitions/formField/field': { set: 'score' },
  'contact.schema.json#/definitions/contactField/type': { set: 'text' },
  'sending.schema.json#/topics': { set: { 'partner-news': { title: 'Letters' } } },
  'sending.schema.json#/definitions/topic/title': { set: 'Letters' },
  'sending.schema.json#/definitions/topic/marketing': { set: false },
  'sending.schema.json#/properties/tracking/clicks': { set: false },
  'scenario.schema.json#/contact': { set: { email: 'lee@example.com' } },
  ...Object.fromEntries(
    [
      'saleTrigger',
      'saleRefundedTrigger',
      'fieldUpdatedTrigger',
      'tagTrigger',
      'unsubscribedTrigger',
      'emailBouncedTrigger',
      'emailClickedTrigger',
    ].flatMap((name) => [
      [`map.schema.json#/definitions/${name}/scope`, { set: 'parked' }],
      [`map.schema.json#/definitions/${name}/ifOnMap`, { set: 'move' }],
    ]),
  ),
  'map.schema.json#/definitions/approveStep/id': { set: 'decide' },
  'activities.schema.json#/definitions/activity/input': { set: { website: { type: 'integer' } } },
  'map.schema.json#/definitions/notifyStep/properties/notify/team': { set: 'others' },
  'map.schema.json#/definitions/approve/by': { set: 'others' },
  'map.schema.json#/program': { set: 'other' },
  'map.schema.json#/milestones': { set: { m: { field: 'totalSales', at: [7] } } },
  'map.schema.json#/triggers': { set: { opened: { on: 'login-used' } } },
  'map.schema.json#/definitions/milestoneBlock/scope': { set: 'parked' },
  'map.schema.json#/definitions/milestoneBlock/field': { set: 'totalCommission' },
  'map.schema.json#/definitions/threshold/steps': { set: ['end'] },
  'map.schema.json#/definitions/parkedAt/parkedAt': { set: ['sold.end'] },
  'map.schema.json#/definitions/loginUsedTrigger/scope': { set: 'on-map' },
  'map.schema.json#/definitions/loginUsedTrigger/ifOnMap': { set: 'add-again' },
  ...Object.fromEntries(
    ['add', 'remove', 'resume'].map((name) => [
      `map.schema.json#/definitions/mapAction/${name}`,
      { set: 'x', without: 'pause' },
    ]),
  ),
  'map.schema.json#/definitions/wait/until': { without: 'for' },
  'map.schema.json#/definitions/wait/offset': {
    without: 'for',
    also: { until: '2026-01-05T09:00:00Z' },
  },
  'map.schema.json#/definitions/approve/email': { set: 'new-partner' },
  'map.schema.json#/definitions/approve/expired': { also: { giveUpAfter: '1 day' } },
  'map.schema.json#/definitions/taskStep/id': { set: 'phone-them' },
  'map.schema.json#/definitions/task/title': { set: 'Write to them' },
  'map.schema.json#/definitions/task/by': { set: 'partner-managers' },
  'scenario.schema.json#/definitions/taskEntry/properties/task/step': { set: 'close' },
  'scenario.schema.json#/definitions/taskEntry/properties/task/outcome': { set: 'failed' },
  'population.schema.json#/signUps': { set: { form: 'partner-sign-up', within: '1 day' } },
  'population.schema.json#/properties/signUps/form': { set: 'join' },
  'scenario.schema.json#/definitions/eventEntry/properties/event/type': { set: 'trained' },
  'scenario.schema.json#/map': { set: ['x'] },
  'scenario.schema.json#/definitions/expectation/teamEmails': { set: [{ template: 'new-partner' }] },
  'scenario.schema.json#/definitions/expectation/standsAt': { set: ['stay'] },
  'scenario.schema.json#/definitions/timeOnlyEntry/at': { without: 'after' },
};

function valueFor(property: Property): unknown {
  const special = VALUES[keyOf(property)];
  if (special?.set !== undefined) return special.set;
  return exampleOf(property);
}

/** The specimens with one property used, or, when it is what the mapping is for, without the mapping. */
function changed(property: Property, value: unknown): Record<string, unknown> {
  const documents = specimens();
  const place = PLACES[property.owner] ?? [];
  const target = placed(documents, place);
  const special = VALUES[keyOf(property)];
  if (special?.without !== undefined) delete target[special.without];
  Object.assign(target, special?.also);
  if (property.isKind && JSON.stringify(target[property.name]) === JSON.stringify(value)) {
    const parent = placed(documents, place.slice(0, -1));
    if (Array.isArray(parent)) parent.splice(Number(place.at(-1)), 1);
    else delete parent[place.at(-1) ?? ''];
  } else target[property.name] = value;
  return documents;
}

function shown({ output, diagnostics }: Compilation): string {
  return JSON.stringify([output, diagnostics.map(({ code, message }) => [code, message])]);
}

const PROPERTIES = everyProperty().filter(({ isInsideLater }) => !isInsideLater);
const isLater = ({ schema }: Property) => schema['x-notYet'] === true;
const cases = (list: Property[]) => list.map((property) => [keyOf(property), property] as const);

describe('every property', () => {
  test('of every mapping has its place in the specimens', () => {
    const missing = PROPERTIES.filter(({ owner }) => !PLACES[owner] || !placed(specimens(), PLACES[owner]));
    expect([...new Set(missing.map(({ owner }) => owner))]).toEqual([]);
  });

  test('the specimens compile', async () => {
    expect((await compile(specimens())).diagnostics).toEqual([]);
  });

  test.each(everyProperty().map((property) => [keyOf(property), property] as const))(
    '%s is described',
    (_key, property) => {
      const { schema } = property;
      expect(schema['title']).toMatch(/^[A-Z]/);
      expect(schema['description']).toMatch(/\.$/);
      expect(exampleOf(property), 'needs an example').toBeDefined();
    },
  );

  test.each(cases(PROPERTIES.filter((property) => !isLater(property))))(
    '%s has an effect',
    async (_key, property) => {
      const value = valueFor(property);
      expect(value, 'give it an example, or a value in the table above').toBeDefined();
      const [before, after] = await Promise.all([compile(specimens()), compile(changed(property, value))]);
      expect(shown(after)).not.toBe(shown(before));
      expect(after.diagnostics.filter(({ code }) => code === 'MW203')).toEqual([]);
    },
  );

  test.each(cases(PROPERTIES.filter(isLater)))('%s is named as not run yet', async (_key, property) => {
    const { diagnostics, notYet } = await compile(changed(property, valueFor(property)));
    expect(diagnostics.filter(({ code }) => code.startsWith('MW2'))).toEqual([]);
    expect(notYet.map(({ message }) => message)).toEqual([isNotRun(property.name)]);
  });

  const values = PROPERTIES.flatMap((property) => {
    const later = property.schema['x-notYet'] as { values?: string[] } | undefined;
    return (later?.values ?? []).map((value) => [keyOf(property), value, property] as const);
  });
  test.each(values)('%s: %s is named as not run yet', async (_key, value, property) => {
    const { notYet } = await compile(changed(property, value));
    expect(notYet.map(({ message }) => message)).toEqual([isNotRun(`${property.name}: ${value}`)]);
  });
});

function isNotRun(key: string): string {
  return `\`${key}\` belongs to the language, but this version does not run it yet.`;
}

test('schemas use no keyword but those of JSON Schema and our own', () => {
  const own = new Set(['x-notYet', 'x-instead', 'x-choose', 'x-exactlyOne', 'x-atMostOne', 'x-judgedLater']);
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node as Schema)) {
      if (key.startsWith('x-') && !Array.isArray(node)) found.add(key);
      if (key !== 'examples') visit(value);
    }
  };
  for (const { schema } of everyProperty()) visit(schema);
  expect([...found].filter((key) => !own.has(key))).toEqual([]);
});
