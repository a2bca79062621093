import { describe, expect, test } from 'vitest';
import type { Compilation } from '../../src/compiler/compilation.ts';
import type { Schema } from '../../src/language/schemas.ts';
import { baseFiles, compileFiles } from '../compiler/fixture-cases.ts';
import { definitionOf, everyProperty, type Property } from './every-property.ts';
import { PLACES, specimens } from './specimens.ts';

type Mapping = Record<string | number, unknown>;

/** Values where the schema's example is no other than the specimen's, or needs something else to go. */
const VALUES: Readonly<Record<string, { set?: unknown; without?: string; also?: Mapping }>> = {
  'map.schema.json#/map': { set: 'y' },
  'program.schema.json#/program': { set: 'second' },
  'program.schema.json#/notifyPartner': { set: {} },
  'program.schema.json#/links': { set: [] },
  'program.schema.json#/properties/notifyPartner/commissionEarned': { set: { email: 'new-partner' } },
  'program.schema.json#/properties/signUpForm/id': { set: 'join' },
  'program.schema.json#/definitions/formField/field': { set: 'score' },
  'contact.schema.json#/definitions/contactField/type': { set: 'text' },
  'scenario.schema.json#/contact': { set: { email: 'lee@example.com' } },
  ...Object.fromEntries(
    ['saleTrigger', 'saleRefundedTrigger', 'fieldUpdatedTrigger'].flatMap((name) => [
      [`triggers.schema.json#/definitions/${name}/scope`, { set: 'parked' }],
      [`triggers.schema.json#/definitions/${name}/ifOnMap`, { set: 'move' }],
    ]),
  ),
  'steps.schema.json#/definitions/approveStep/id': { set: 'decide' },
  'steps.schema.json#/definitions/notifyStep/properties/notify/team': { set: 'others' },
  'step-details.schema.json#/definitions/approve/by': { set: 'others' },
  'map.schema.json#/program': { set: 'other' },
  'map.schema.json#/milestones': { set: { m: { field: 'totalSales', at: [7] } } },
  'map.schema.json#/triggers': { set: { opened: { on: 'login-used' } } },
  'map.schema.json#/definitions/milestoneBlock/scope': { set: 'parked' },
  'map.schema.json#/definitions/milestoneBlock/field': { set: 'totalCommission' },
  'map.schema.json#/definitions/threshold/steps': { set: ['end'] },
  'triggers.schema.json#/definitions/parkedAt/parkedAt': { set: ['sold.end'] },
  'triggers.schema.json#/definitions/loginUsedTrigger/scope': { set: 'on-map' },
  'triggers.schema.json#/definitions/loginUsedTrigger/ifOnMap': { set: 'add-again' },
  'step-details.schema.json#/definitions/wait/until': { without: 'for' },
  'step-details.schema.json#/definitions/approve/email': { set: 'new-partner' },
  'step-details.schema.json#/definitions/approve/expired': { also: { giveUpAfter: '1 day' } },
  'scenario.schema.json#/map': { set: ['x'] },
  'scenario.schema.json#/definitions/expectation/teamEmails': { set: [{ template: 'new-partner' }] },
  'scenario.schema.json#/definitions/expectation/standsAt': { set: ['stay'] },
  'timeline.schema.json#/definitions/timeOnlyEntry/at': { without: 'after' },
};

function keyOf({ owner, name }: Property): string {
  return `${owner}/${name}`;
}

function compile(documents: Record<string, unknown>): Promise<Compilation> {
  const files: Record<string, Uint8Array | string> = baseFiles();
  files['emails/declined.email.md'] = '---\nsubject: Sorry\n---\n';
  files['emails/milestone-reached.email.md'] = '---\nsubject: Well done\n---\n';
  for (const [path, document] of Object.entries(documents)) {
    const json = JSON.stringify(document);
    files[path] = path.endsWith('.md') ? `---\n${json}\n---\nHello\n` : json;
  }
  return compileFiles(files);
}

function placed(documents: Record<string, unknown>, place: readonly (string | number)[]): Mapping {
  return place.reduce((at: Mapping, key) => at[key] as Mapping, documents);
}

function valueFor(property: Property): unknown {
  const special = VALUES[keyOf(property)];
  if (special?.set !== undefined) return special.set;
  const [example] = (definitionOf(property.schema, property.owner)['examples'] ?? []) as unknown[];
  return example;
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
const isLater = (property: Property) => definitionOf(property.schema, property.owner)['x-notYet'] === true;
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
      const schema = definitionOf(property.schema, property.owner);
      expect(schema['description']).toMatch(/\.$/);
      const isExplainedInside = schema['properties'] !== undefined || schema['anyOf'] !== undefined;
      if (!isExplainedInside) expect(schema['examples'], 'needs an example').toBeDefined();
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

  test.each(cases(PROPERTIES.filter(isLater)))('%s is refused by name', async (_key, property) => {
    const { diagnostics } = await compile(changed(property, valueFor(property)));
    const refusals = diagnostics.filter(({ code }) => code === 'MW299');
    expect(refusals.map(({ message }) => message)).toEqual([`\`${property.name}\` is not supported yet.`]);
  });
});

describe('what is refused as a whole', () => {
  const later = (file: string) =>
    everyProperty().filter(
      ({ owner, isKind, isInsideLater }) => owner.startsWith(file) && isKind && isInsideLater,
    );

  test.each(cases(later('later-steps')))('%s', async (_key, property) => {
    const documents = specimens();
    const step = { id: 'later', [property.name]: valueFor(property) };
    (placed(documents, ['x.map.yaml', 'triggers', 'sold']) as Mapping)['steps'] = [step];
    await expectRefusal(documents, property.name);
  });

  test.each(cases(later('later-scenario')))('%s', async (_key, property) => {
    const documents = specimens();
    placed(documents, ['scenarios/a.scenario.yaml'])['timeline'] = [{ [property.name]: valueFor(property) }];
    await expectRefusal(documents, property.name);
  });

  const events = later('later-triggers').flatMap(({ schema }) => schema['enum'] as string[]);
  test.each(events)('on: %s', async (event) => {
    const documents = specimens();
    (placed(documents, ['x.map.yaml', 'triggers']) as Mapping)['later'] = { on: event };
    await expectRefusal(documents, `on: ${event}`);
  });

  const values = PROPERTIES.flatMap((property) => {
    const later = property.schema['x-notYet'] as { values?: string[] } | undefined;
    return (later?.values ?? []).map((value) => [keyOf(property), value, property] as const);
  });
  test.each(values)('%s: %s', async (_key, value, property) => {
    await expectRefusal(changed(property, value), `${property.name}: ${value}`);
  });

  test('custom events', async () => {
    await expectRefusal({ ...specimens(), 'events.yaml': { events: {} } }, 'events.yaml');
  });

  async function expectRefusal(documents: Record<string, unknown>, key: string): Promise<void> {
    const { diagnostics } = await compile(documents);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      `MW299 \`${key}\` is not supported yet.`,
    ]);
  }
});

test('schemas use no keyword but those of JSON Schema and our own', () => {
  const own = new Set(['x-notYet', 'x-instead', 'x-choose', 'x-exactlyOne', 'x-atMostOne']);
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
