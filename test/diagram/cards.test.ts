import { describe, expect, test } from 'vitest';
import type { MilestoneSet, Trigger } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step-types.ts';
import { milestoneNode, triggerNode } from '../../src/diagram/door-cards.ts';
import { stepCard } from '../../src/diagram/step-cards.ts';
import * as m from '../program/builders.ts';

const program = m.mapOf({ steps: [m.email('welcome', { title: 'Say hello' })] });
const added = { type: 'added' } as const;

/** A card in one line: `Word · name: Title (line, line)`. */
function inOneLine({ word, name, title, lines }: ReturnType<typeof stepCard>): string {
  const details = lines.length > 0 ? ` (${lines.join(', ')})` : '';
  return `${word}${name === undefined ? '' : ` · ${name}`}: ${title}${details}`;
}

describe('steps', () => {
  const base = { id: 'x', next: null };
  test.each<[Step, string]>([
    [m.email('welcome'), 'Email: welcome'],
    [m.email('welcome', { id: 'hello' }), 'Email · hello: welcome'],
    [m.email('welcome', { title: 'Say hello' }), 'Email: Say hello (welcome)'],
    [m.email('welcome', { id: 'hello', title: 'Hi' }), 'Email · hello: Hi (welcome)'],
    [m.email('welcome', { id: 'door.steps.4' }), 'Email: welcome'],
    [
      m.email('w', { to: 'ops', cc: ['kim', 'sales'], replyTo: 'lee' }),
      'Email: w (to ops, copy to kim, sales, replies to lee)',
    ],
    [m.email('w', { if: 'contact.score > 1' }), 'Email: w (only if score > 1)'],
    [
      m.email('w', { onFailure: onFailure('continue', { days: 3 }) }),
      'Email: w (if it keeps failing for 3 days: goes on)',
    ],
    [m.email('w', { onFailure: onFailure('park') }), 'Email: w (if it keeps failing: waits for repair)'],
    [m.email('w', { onFailure: {} }), 'Email: w (if it keeps failing: waits for repair)'],
    [
      m.webhook('w', { onFailure: { retryFor: { days: 3 } } }),
      'Webhook · w: POST crm.example/partners (answer within 10 seconds, if it keeps failing for 3 days: takes “failure”)',
    ],
    [m.notify('ask'), 'Team email: ask (to managers)'],
    [m.grantLogin('login'), 'Login link: login (opens the partner center, link valid for 3 days)'],
    [{ ...base, kind: 'revokeLogin' }, 'Login · x: Close the partner-center login'],
    [
      m.approve('review', { remindEvery: { days: 1 }, autoApproveIf: 'contact.score > 5' }),
      'Approval · review: managers decide (approved at once if score > 5, reminder every day)',
    ],
    [{ ...base, kind: 'task', what: 'Ring', team: 'sales', outcomes: [] }, 'Task · x: Ring (for sales)'],
    [m.wait('w', { days: 3 }), 'Wait · w: 3 days'],
    [m.wait('w', { days: 3 }, { at: '09:00' }), 'Wait · w: 3 days, then until 09:00'],
    [m.wait('w', { until: Date.UTC(2026, 2, 1, 9) }), 'Wait · w: Until 2026-03-01 09:00 UTC'],
    [
      { ...base, kind: 'wait', untilField: 'contractEnds', offset: { sign: -1, days: 3 }, at: '09:00' },
      'Wait · x: Until 3 days before contractEnds, 09:00',
    ],
    [{ ...base, kind: 'wait', until: '2026-12-24', at: '09:00' }, 'Wait · x: Until 2026-12-24, 09:00'],
    [{ ...base, kind: 'wait', at: '09:00' }, 'Wait · x: Until 09:00'],
    [
      {
        ...base,
        kind: 'wait',
        window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', zone: 'contact' },
      },
      'Wait · x: Until working hours (goes on Mon–Fri 09:00–17:00, in the contact’s zone)',
    ],
    [
      { ...base, kind: 'wait', for: { days: 1 }, window: { days: [1, 3], from: '9', to: '17', zone: 'UTC' } },
      'Wait · x: 1 day (goes on Mon, Wed 9–17, UTC)',
    ],
    [
      {
        ...base,
        kind: 'waitFor',
        on: { type: 'login-used' },
        otherwise: null,
        since: 'login',
        atMost: { days: 2 },
      },
      'Wait for · x: Partner signs in to the partner center (counted from login on, at most 2 days)',
    ],
    [m.branch('b', [{ when: 'contact.score > 2', first: null }]), 'Branch · b: score > 2?'],
    [
      m.branch('b', [{ when: 'true', first: null }, { when: 'false', first: null }, { first: null }]),
      'Branch · b: The first that holds',
    ],
    [
      { ...base, kind: 'split', paths: [] },
      'Split · x: By chance (always the same way for the same contact)',
    ],
    [
      { ...base, kind: 'fork', join: 'none', paths: [] },
      'Fork · x: Side by side (each path goes its own way)',
    ],
    [
      { ...base, kind: 'goal', on: { type: 'sale-recorded' }, scope: 'anyone', wait: true },
      'Goal · x: Sale is recorded (anyone jumps here, also from outside the map, who arrives first waits for it)',
    ],
    [
      {
        ...base,
        kind: 'set',
        values: [
          { field: 'tier', value: 'gold' },
          { field: 'score', cel: 'contact.score + 1' },
        ],
      },
      "Set field · x: tier = 'gold' (score = score + 1)",
    ],
    [{ ...base, kind: 'tag', tags: ['a', 'b'] }, 'Add tag · x: a, b'],
    [{ ...base, kind: 'untag', tags: ['a'] }, 'Remove tag · x: a'],
    [{ ...base, kind: 'map', action: 'remove', target: 'other' }, 'Other map · x: Remove from other'],
    [{ ...base, kind: 'call', activity: 'score-it', input: {} }, 'Activity · x: score-it'],
    [{ ...base, kind: 'goTo', next: 'welcome' }, 'Go to · x: Go to Say hello'],
    [m.end('door.end'), 'End · door.end: Stays on the map'],
    [m.exit('out', { if: 'contact.score > 1' }), 'Exit · out: Leaves the map (only if score > 1)'],
  ])('%o', (step, said) => expect(inOneLine(stepCard(step, program))).toBe(said));
});

describe('doors', () => {
  const parked: Partial<Trigger> = { scope: { parkedAt: ['a', 'b'] }, ifOnMap: 'move' };
  test.each<[string, Partial<Trigger>, string]>([
    ['newcomers', {}, 'anyone who is not on the map'],
    ['anyone, again', { ifOnMap: 'move' }, 'anyone; who is on the map starts here again'],
    [
      'on the map',
      { scope: 'on-map', ifOnMap: 'add-again' },
      'only contacts on the map; their other steps go on',
    ],
    ['parked', parked, 'only contacts parked at a or b; they move here'],
    ['once', { once: true }, 'anyone who is not on the map, once per contact'],
    ['once per key', { oncePer: 'event.sale.id' }, 'anyone who is not on the map, once per event.sale.id'],
    [
      'together',
      { coalesce: { ms: 600_000 } },
      'anyone who is not on the map, those within 10 minutes of the first together',
    ],
    ['never back', { reentry: 'never' }, 'anyone who is not on the map, may not come back after leaving'],
    [
      'cooldown',
      { reentry: { cooldown: { days: 30 } } },
      'anyone who is not on the map, may come back 30 days after leaving',
    ],
  ])('%s', (_what, settings, lines) => {
    const trigger = { ...m.door('in', added, null), ...settings };
    expect(triggerNode(trigger, program).lines.join(', ')).toBe(lines);
  });

  test.each<[Partial<MilestoneSet>, string]>([
    [{}, 'only contacts on the map, each once per contact, several passed at once: only the highest'],
    [
      { onJump: 'each', onRefund: 'rearm', scope: 'anyone', backfill: 'send' },
      'anyone, again after a refund below it, several passed at once: each of them, in order, those reached before are made up for',
    ],
    [
      { onJump: 'digest', scope: 'parked' },
      'only parked contacts, each once per contact, several passed at once: all in one go',
    ],
  ])('milestones %o', (settings, lines) => {
    const node = milestoneNode(m.milestones([1000, 2500], null, settings), program);
    expect(node).toMatchObject({
      word: 'Milestones',
      name: 'total',
      title: 'totalSales reaches 1,000 / 2,500 USD',
    });
    expect(node.lines.join(', ')).toBe(lines);
  });
});

function onFailure(end: 'park' | 'continue', retryFor?: { days: number }) {
  return { giveUp: end, ...(retryFor ? { retryFor } : {}) };
}
