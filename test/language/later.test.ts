import { describe, expect, test } from 'vitest';
import { compile, exampleOf, keyOf, placed } from './documents.ts';
import { everyProperty, type Property } from './every-property.ts';
import { LATER_PLACES, laterSpecimens, MATCH_KEYS } from './later-specimens.ts';

/** Keys that another one excludes, and what has to go; or that need another one beside them. */
const BESIDE: Readonly<Record<string, { without?: string[]; also?: Record<string, unknown> }>> = {
  date: { without: ['field'] },
  ...Object.fromEntries(
    ['equals', 'crosses', 'crossesDown', 'below'].map((key) => [key, { without: ['above'] }]),
  ),
  percent: { without: ['flat'] },
  remove: { without: ['add'] },
  pause: { without: ['add', 'pause'] },
  resume: { without: ['add'] },
};

/** Mappings of which the key itself is the only one: nothing excludes it there. */
const ALONE = /Entry$/;

const PROPERTIES = everyProperty().filter(
  ({ owner, name, isInsideLater }) => isInsideLater && !(/\/custom\w+$/.test(owner) && MATCH_KEYS.has(name)),
);
const cases = PROPERTIES.map((property) => [keyOf(property), property] as const);

function changed(property: Property, value: unknown): Record<string, unknown> {
  const documents = laterSpecimens();
  const target = placed(documents, LATER_PLACES[property.owner] ?? []);
  const beside = ALONE.test(property.owner) ? undefined : BESIDE[property.name];
  for (const key of beside?.without ?? []) delete target[key];
  target[property.name] = value;
  return documents;
}

describe('what is checked and not run yet', () => {
  test('has its place in the specimens', () => {
    const missing = PROPERTIES.filter(
      ({ owner }) => !LATER_PLACES[owner] || !placed(laterSpecimens(), LATER_PLACES[owner]),
    );
    expect([...new Set(missing.map(({ owner }) => owner))]).toEqual([]);
  });

  test('is right in the specimens, is named, and keeps them from running', async () => {
    const { diagnostics, notYet, output } = await compile(laterSpecimens());
    expect(diagnostics.filter(({ code }) => code.startsWith('MW2'))).toEqual([]);
    expect(notYet).not.toEqual([]);
    expect(new Set(notYet.map(({ code }) => code))).toEqual(new Set(['MW299']));
    expect(output).toBeUndefined();
  });

  test.each(cases)('%s takes its example', async (_key, property) => {
    const example = exampleOf(property);
    expect(example).toBeDefined();
    const { diagnostics } = await compile(changed(property, example));
    expect(diagnostics.filter(({ code }) => code.startsWith('MW2'))).toEqual([]);
  });

  const takesAnything = ({ schema }: Property) =>
    !schema['type'] && !schema['enum'] && !('const' in schema) && !schema['anyOf'];
  test.each(cases.filter(([, property]) => !takesAnything(property)))(
    '%s says once that it may not be empty',
    async (_key, property) => {
      const { diagnostics } = await compile(changed(property, null));
      const found = diagnostics.filter(({ code }) => code.startsWith('MW2'));
      expect(found.map(({ code, message }) => `${code} ${message}`)).toHaveLength(1);
    },
  );
});
