import { describe, expect, test } from 'vitest';
import { diagramOf } from '../../src/diagram/diagram-of.ts';
import { toSvg } from '../../src/diagram/to-svg.ts';
import * as m from '../program/builders.ts';
import { everything, long } from './made-up-maps.ts';
import { referencePrograms } from './reference-programs.ts';

/** Checks that elements close in order and attributes are quoted; answers how often each element is there. */
function elementsOf(svg: string): Map<string, number> {
  const open: string[] = [];
  const counts = new Map<string, number>();
  const rest = svg.replace(
    /<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)(\/?)>/g,
    (_all, close, name: string, _attributes, empty) => {
      if (close) expect(open.pop()).toBe(name);
      else counts.set(name, (counts.get(name) ?? 0) + 1);
      if (!close && !empty) open.push(name);
      return '';
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|#39);)/);
  return counts;
}

test('the reference map, as the documentation shows it', async () => {
  const [reference] = await referencePrograms();
  const svg = await toSvg(diagramOf(reference));
  await expect(svg).toMatchFileSnapshot('../../docs/pictures/partner-welcome.svg');
  expect(await toSvg(diagramOf(reference))).toBe(svg);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

describe('a document of its own', () => {
  test.each([everything(), long(60), m.mapOf({ title: 'Nothing' })])('$title', async (program) => {
    const svg = await toSvg(diagramOf(program));
    const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    expect(svg).toContain(`viewBox="0 0 ${width} ${height}"`);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(elementsOf(svg).get('svg')).toBe(1);
  });

  test('it says what it is, also to those who do not see it', async () => {
    const svg = await toSvg(diagramOf(everything()));
    expect(svg).toMatch(
      /role="img" aria-labelledby="mapwright-partner-life-title mapwright-partner-life-desc"/,
    );
    expect(svg).toContain('<title id="mapwright-partner-life-title">The life of a partner</title>');
    expect(svg).toMatch(
      /<desc id="mapwright-partner-life-desc">Trigger: Form partner-sign-up is submitted\. Then: /,
    );
  });

  test('it brings its ground, and dark colours for who prefers them', async () => {
    const svg = await toSvg(diagramOf(long(1)));
    expect(svg).toContain('<rect class="page"');
    expect(svg).toContain('@media (prefers-color-scheme:dark){.mapwright-map .page{fill:#0f141c');
    expect(svg).toContain('system-ui');
  });

  test('in a page of HTML, its style is for itself alone', async () => {
    const [, style = ''] = /<style>\n([^<]*)<\/style>/.exec(await toSvg(diagramOf(long(1)))) ?? [];
    const selectors = [...style.replace(/@media [^{]*\{/, '').matchAll(/([^{}]+)\{[^}]*\}/g)].map(
      ([, one = '']) => one,
    );
    expect(selectors.length).toBeGreaterThan(50);
    for (const one of selectors.flatMap((list) => list.trim().split(',')))
      expect(one).toMatch(/^\.mapwright-map /);
  });

  test('texts of any kind are texts', async () => {
    const title = `</text><script>"&'\u0001\uD800 😀`;
    const svg = await toSvg(diagramOf(m.mapOf({ title, triggers: [m.door('in', { type: 'added' }, null)] })));
    elementsOf(svg);
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;&quot;&amp;&#39; \uFFFD 😀</title>');
  });
});

describe('what is laid over', () => {
  test('people', async () => {
    const plain = await toSvg(diagramOf(long(3)));
    expect(plain).not.toContain('class="headcount"');
    const svg = await toSvg(diagramOf(long(3), { counts: { 'step-0': 1234, 'in.end': 7 } }));
    expect([...svg.matchAll(/class="headcount"[^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual([
      '1,234',
      '7',
    ]);
    expect(svg).toContain('Email step-0 (1,234 people)');
  });

  test('steps that no test reaches: said in words', async () => {
    const svg = await toSvg(diagramOf(long(3), { uncovered: new Set(['step-1']) }));
    expect(svg.match(/<g class="tone-mail uncovered"/g)).toHaveLength(1);
    expect(svg.match(/>not tested</g)).toHaveLength(1);
  });
});
