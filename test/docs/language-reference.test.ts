import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EVENT_MATCH_KEYS, STEP_KINDS, TIMELINE_KEYS } from '../../src/language/vocabulary.generated.ts';
import { everyProperty } from '../language/every-property.ts';
import { missingLinks } from './links.ts';

const DOCS = new URL('../../docs/', import.meta.url);
const PAGES = ['language.md', ...readdirSync(new URL('language/', DOCS)).map((name) => `language/${name}`)];

const textOf = (page: string): string => readFileSync(new URL(page, DOCS), 'utf8');

/** Where the keys of each document kind are listed. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  map: ['maps', 'steps', 'events'],
  program: ['programs'],
  contact: ['fields'],
  events: ['events'],
  activities: ['activities'],
  sending: ['sending'],
  email: ['emails'],
  scenario: ['scenarios'],
  population: ['populations'],
};

const SHOWN_BY_HEADING = new Set<string>([...STEP_KINDS, 'on']);

describe('the language reference', () => {
  test('has every key of every document', () => {
    const missing = everyProperty().flatMap(({ owner, name }) => {
      const kind = owner.split('.')[0] ?? '';
      const text = (HOMES[kind] ?? []).map((home) => textOf(`language/${home}.md`)).join('\n');
      const isThere =
        text.includes(`**\`${name}\`** (`) ||
        (SHOWN_BY_HEADING.has(name) && text.includes(`### \`${name}\``));
      return isThere || (name === 'on' && kind === 'map') ? [] : [`${owner} ${name}`];
    });
    expect(missing).toEqual([]);
  });

  test.each([...STEP_KINDS])('explains the step %s, with an example', (kind) => {
    expect(sectionOf('language/steps.md', kind)).toMatch(/```yaml\n/);
    expect(sectionOf('language/steps.md', kind)).toContain('**Keys**');
  });

  test.each(Object.keys(EVENT_MATCH_KEYS))('explains the event %s, with an example', (event) => {
    expect(sectionOf('language/events.md', event)).toContain(`on: ${event}`);
    expect(sectionOf('language/events.md', event)).toContain('In CEL: ');
  });

  test.each([...TIMELINE_KEYS])('explains the entry %s', (key) => {
    expect(textOf('language/scenarios.md')).toContain(`\n- **\`${key}\`** (`);
  });

  test.each(PAGES)('%s has words for everything', (page) => {
    expect(textOf(page)).not.toMatch(/\bundefined\b/);
  });

  test('the editors page names the schemas that are there', () => {
    const named = [...textOf('editors.md').matchAll(/mapwright\/(src\/language\/[\w.]+)/g)].map(
      ([, path = '']) => path,
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !existsSync(new URL(path, new URL('../', DOCS))))).toEqual([]);
  });

  test.each([...PAGES, 'editors.md'])('%s links only to what is there', (page) => {
    expect(missingLinks(page, DOCS)).toEqual([]);
  });
});

function sectionOf(page: string, heading: string): string {
  const [, section = ''] =
    new RegExp(`^### \`${heading}\`$([^]*?)(?=^##|$(?![^]))`, 'm').exec(textOf(page)) ?? [];
  return section;
}
