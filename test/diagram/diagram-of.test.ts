import { describe, expect, test } from 'vitest';
import type { Program } from '../../src/program/program.ts';
import { diagramOf } from '../../src/diagram/diagram-of.ts';
import { TONES } from '../../src/diagram/svg/palette.ts';
import * as m from '../program/builders.ts';
import { everything, long } from './made-up-maps.ts';
import { referencePrograms } from './reference-programs.ts';

/** Arrows as `from -label-> to`. */
function arrowsOf(program: Program): string[] {
  return diagramOf(program).edges.map(({ from, to, label }) => `${from} -${label ?? ''}-> ${to}`);
}

test('the reference map: its doors, outcomes and ends', async () => {
  const [reference, notices] = await referencePrograms();
  expect(arrowsOf(reference)).toEqual([
    'trigger/signed-up --> step/review',
    'step/review -approved-> step/partner-login',
    'step/review -rejected-> step/application-declined',
    'step/review -expired after 30 days-> step/review.expired.1',
    'step/partner-login --> step/welcome',
    'step/welcome --> step/active',
    'step/application-declined --> step/review.rejected.2',
    'trigger/reached-1000 --> step/milestone-1000',
    'step/milestone-1000 --> done/trigger/reached-1000',
    'milestone/total-sales --> step/milestone-reached',
    'step/milestone-reached --> done/milestone/total-sales',
  ]);
  expect(diagramOf(notices)).toMatchObject({
    map: 'main.notices',
    subtitle: 'Notices main.notices · partner program main',
  });
});

test('a map with everything: each kind of node is there, and each arrow leads from a node to a node', () => {
  const { nodes, edges, groups } = diagramOf(everything());
  expect(new Set(nodes.map(({ kind }) => kind))).toEqual(new Set(Object.keys(TONES)));
  const ids = nodes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { from, to } of edges) expect(ids).toEqual(expect.arrayContaining([from, to]));
  expect(groups.flatMap((group) => group.nodes).toSorted()).toEqual(ids.toSorted());
});

test('the picture does not depend on the order of the steps’ keys', () => {
  const program = everything();
  const turned = Object.fromEntries(Object.entries(program.steps).reverse());
  expect(diagramOf({ ...program, steps: turned })).toEqual(diagramOf(program));
});

describe('ways on', () => {
  const arrows = arrowsOf(everything());
  test.each([
    ['a question with one condition', 'step/how-big -yes-> step/ring', 'step/how-big -no-> step/test'],
    [
      'outcomes and expiry with one target are one arrow',
      'step/ring -reached or expired after 7 days-> step/sale',
    ],
    ['weights', 'step/test -short · 50 %-> step/short-mail'],
    [
      'a wait that can be in vain',
      'step/sale -when it happens-> step/first-sale',
      'step/sale -not within 14 days-> step/nudge',
    ],
    ['an empty path goes on behind its step', 'step/tell-crm -success-> step/level'],
    ['failure', 'step/big-thanks -keeps failing for 1 day-> step/post'],
    [
      'the paths of a fork join',
      'step/post --> step/score',
      'step/big-news --> step/score',
      'step/score --> done/trigger/big-sale',
    ],
    ['thresholds with steps of their own', 'milestone/total-sales -10,000 USD-> step/gold'],
    ['the implicit end of the main place', 'step/close --> stay/quiet'],
    ['a condition to leave', 'exit-when --> exit-when/exit'],
    ['a step that may be skipped has one way on', 'step/long-mail --> step/sale'],
  ])('%s', (_what, ...expected) => expect(arrows).toEqual(expect.arrayContaining(expected)));

  test('a jump', () => {
    const jump = diagramOf(everything()).edges.find(({ kind }) => kind === 'jump');
    expect(jump).toEqual({ from: 'step/once-more', to: 'step/sale', kind: 'jump' });
  });

  test('an end with a condition has a way on', () => {
    const steps = m.path(m.end('stop', { if: 'contact.score > 1' }), m.email('more'));
    const program = m.mapOf({ triggers: [m.door('in', { type: 'added' }, 'stop')], steps });
    expect(arrowsOf(program)).toContain('step/stop -otherwise-> step/more');
  });

  test('where two doors share a step, each has its own end', () => {
    const jump = { kind: 'goTo', id: 'to-bye', next: 'bye' } as const;
    const again = m.door('again', { type: 'added' }, 'to-bye', { scope: 'on-map', ifOnMap: 'add-again' });
    const program = m.mapOf({
      triggers: [m.door('in', { type: 'added' }, 'bye'), again],
      steps: [m.email('bye'), jump],
    });
    expect(arrowsOf(program)).toEqual(
      expect.arrayContaining(['step/bye -after in-> stay/in', 'step/bye -after again-> done/trigger/again']),
    );
  });

  test('a fork that does not join: the first path is the main one, the others are done', () => {
    const paths = [
      { name: 'a', first: 'one' },
      { name: 'b', first: 'two' },
    ];
    const fork = { kind: 'fork', id: 'f', join: 'none', paths, next: null } as const;
    const program = m.mapOf({
      triggers: [m.door('in', { type: 'added' }, 'f')],
      steps: [fork, m.email('one'), m.email('two')],
    });
    expect(arrowsOf(program)).toEqual(
      expect.arrayContaining(['step/one --> stay/in', 'step/two --> done/trigger/in']),
    );
  });

  test('a path whose rejoining step is named by its own steps ends there, too', () => {
    const paths = [
      { name: 'a', first: 'one' },
      { name: 'b', first: null },
    ];
    const fork = { kind: 'fork', id: 'f', join: 'any', paths, next: 'after' } as const;
    const steps = [fork, m.email('one', { next: 'after' }), m.email('after')];
    const program = m.mapOf({ triggers: [m.door('in', { type: 'added' }, 'f')], steps });
    expect(arrowsOf(program).slice(1)).toEqual([
      'step/f -a-> step/one',
      'step/f -b-> step/after',
      'step/one --> step/after',
      'step/after --> stay/in',
    ]);
  });

  test('a door without steps, and steps without a door, are drawn', () => {
    const program = m.mapOf({ triggers: [m.door('in', { type: 'added' }, null)], steps: [m.email('lost')] });
    const { nodes, edges } = diagramOf(program);
    expect(nodes.map(({ id }) => id)).toEqual(['trigger/in', 'stay/in', 'step/lost']);
    expect(edges).toHaveLength(1);
  });
});

describe('what is laid over', () => {
  test('people, by step and by implicit end; nobody is nothing', () => {
    const { nodes } = diagramOf(long(3), { counts: { 'step-0': 12, 'step-1': 0, 'in.end': 3, gone: 4 } });
    const people = Object.fromEntries(nodes.map(({ id, people: count }) => [id, count]));
    expect(people).toMatchObject({ 'step/step-0': 12, 'step/step-1': undefined, 'stay/in': 3 });
  });

  test('steps that no test reaches', () => {
    const { nodes } = diagramOf(long(3), { uncovered: new Set(['step-1']) });
    expect(nodes.filter((node) => node.uncovered).map(({ step }) => step)).toEqual(['step-1']);
  });
});

test('a map of 5,000 steps in a row is no problem', () => {
  expect(diagramOf(long(5_000)).edges.length).toBeGreaterThan(5_000);
});
