import fc from 'fast-check';
import { CONDITIONS, SALE_CONDITIONS } from './conditions.ts';
import {
  listsIn,
  type MapDocument,
  type Match,
  type Milestones,
  type Step,
  type Trigger,
} from './language.ts';

const condition = fc.constantFrom(...Object.keys(CONDITIONS));
const thresholds = fc.constantFrom(500, 1000, 1500, 2000, 5000);

/** What a door, a wait or a goal may listen to. */
const sold = fc.record<Match>(
  {
    on: fc.constantFrom('sale-recorded' as const, 'commission-earned' as const),
    kind: fc.constantFrom('first' as const, 'recurring' as const),
    where: fc.constantFrom(...Object.keys(SALE_CONDITIONS)),
  },
  { requiredKeys: ['on'] },
);
const changed = fc
  .tuple(fc.constantFrom('equals', 'crosses', 'crossesDown', 'above', 'below'), thresholds)
  .map(([test, value]): Match => ({ on: 'field-updated', field: 'totalSales', [test]: value }));
const match: fc.Arbitrary<Match> = fc.oneof(
  sold,
  changed,
  fc.constant<Match>({ on: 'login-used' }),
  fc.constantFrom<Match>({ on: 'sale-refunded' }, { on: 'sale-refunded', full: true }),
);

/** An object with the language's own word `then`. */
function withThen(then: unknown, rest: object): object {
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of the map language
  return { ...rest, then };
}

/** Steps before they have ids; `onward` stands for a jump to some step where the place has to wait. */
type Draft = Record<string, unknown>;

const hours = fc.constantFrom('30 minutes', '1 hour', '90 minutes', '1 day', '3 days');
const email = fc.record(
  {
    email: fc.constantFrom('plain', 'other'),
    if: condition,
    onFailure: fc
      .tuple(
        fc.constantFrom<unknown>('park', 'continue', [{ email: 'plain' }]),
        fc.constantFrom({}, { retryFor: '2 minutes' }, { retryFor: '1 hour' }),
      )
      .map(([last, retry]) => withThen(last, retry)),
  },
  { requiredKeys: ['email'] },
);
const simple: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 3, arbitrary: email },
  { weight: 2, arbitrary: fc.record({ wait: hours }) },
);

/** Lists of steps: `end` says how a list may end, beside running out. */
function lists(depth: number, ends: readonly Draft[]): fc.Arbitrary<Draft[]> {
  const step =
    depth === 0
      ? simple
      : fc.oneof({ weight: 5, arbitrary: simple }, { weight: 3, arbitrary: composite(depth - 1, ends) });
  const ending =
    ends.length > 0
      ? fc.option(fc.constantFrom(...ends), { nil: undefined, freq: 2 })
      : fc.constant(undefined);
  return fc
    .tuple(fc.array(step, { minLength: 1, maxLength: 3 }), ending)
    .map(([steps, end]) => (end ? [...steps, end] : steps));
}

function composite(depth: number, ends: readonly Draft[]): fc.Arbitrary<Draft> {
  const inner = lists(depth, []);
  const maybe = fc.option(inner, { nil: [] as Draft[], freq: 3 });
  return fc.oneof(
    fc
      .tuple(condition, lists(depth, ends), inner)
      .map(([when, first, otherwise]) => ({ branch: withThen(first, { if: when, else: otherwise }) })),
    fc.tuple(inner, inner).map(([a, b]) => ({
      split: [
        { weight: 50, name: 'a', steps: a },
        { weight: 50, name: 'b', steps: b },
      ],
    })),
    fc
      .tuple(inner, inner, fc.constantFrom('all', 'any'))
      .map(([a, b, join]) => ({ fork: { paths: { a, b }, join } })),
    fc
      .tuple(match, fc.option(fc.tuple(hours, maybe), { nil: undefined }))
      .map(([on, most]) => ({ waitFor: most ? { ...on, atMost: most[0], otherwise: most[1] } : on })),
  );
}

const leaving: Draft[] = [{ end: true }, { exit: true }];
const anyEnding: Draft[] = [...leaving, { goTo: '' }];

const approve: fc.Arbitrary<Draft> = fc
  .record({
    rejected: fc.tuple(fc.array(email, { maxLength: 1 }), fc.constantFrom(...leaving)),
    remind: fc.boolean(),
    expired: fc.option(fc.constantFrom(...leaving), { nil: undefined }),
  })
  .map(({ rejected: [mails, last], remind, expired }) => ({
    approve: {
      by: 'partner-managers',
      ...(remind ? { remindEvery: '1 day' } : {}),
      rejected: [...mails, last],
      ...(expired ? { giveUpAfter: '4 days', expired: [expired] } : {}),
    },
  }));

const goal: fc.Arbitrary<Draft> = fc
  .tuple(match, fc.constantFrom('above', 'on-map', 'anyone'), fc.boolean())
  .map(([on, scope, wait]) => ({ goal: { ...on, scope, wait } }));

/** What a main place walks: perhaps a question first, perhaps a goal on the way, perhaps a fork that does not join at the end. */
const mainPath: fc.Arbitrary<Draft[]> = fc
  .tuple(
    fc.option(approve, { nil: undefined, freq: 2 }),
    lists(2, anyEnding),
    fc.option(goal, { nil: undefined, freq: 2 }),
    lists(1, anyEnding),
  )
  .map(([question, first, aim, rest]) => {
    const open = first.filter((step) => !('end' in step || 'exit' in step || 'goTo' in step));
    return [...(question ? [question] : []), ...(aim ? [...open, aim, ...rest] : first)];
  });
const parted: fc.Arbitrary<Draft[]> = fc
  .tuple(lists(0, []), lists(1, []), lists(0, []))
  .map(([before, a, b]) => [...before, { fork: { paths: { a, b }, join: 'none' } }]);
const path = fc.oneof({ weight: 5, arbitrary: mainPath }, { weight: 1, arbitrary: parted });

const door: fc.Arbitrary<Omit<Trigger, 'steps'> & { steps: Draft[] }> = fc
  .tuple(
    fc.oneof(match, fc.constant<Match>({ on: 'form-submitted', form: 'partner-sign-up' })),
    fc.constantFrom<Pick<Trigger, 'scope' | 'ifOnMap'>>(
      { scope: 'anyone', ifOnMap: 'ignore' },
      { scope: 'anyone', ifOnMap: 'add-again' },
      { scope: 'on-map', ifOnMap: 'add-again' },
      { scope: 'on-map', ifOnMap: 'move' },
      { scope: 'parked', ifOnMap: 'move' },
    ),
    fc.record(
      {
        once: fc.constant(true),
        reentry: fc.constantFrom<NonNullable<Trigger['reentry']>>('never', { cooldown: '2 days' }),
      },
      { requiredKeys: [] },
    ),
    path,
  )
  .map(([on, where, settings, steps]) => ({
    ...on,
    ...where,
    ...settings,
    // Once for each amount is what a sale alone can be.
    ...('kind' in on && !settings.once ? { oncePer: 'event.sale.amount' } : {}),
    steps,
  }));

const congratulation: fc.Arbitrary<Draft[]> = fc
  .tuple(fc.array(fc.record({ wait: hours }), { maxLength: 1 }), lists(1, []))
  .map(([before, after]) => [...before, { email: 'reached' }, ...after]);

const milestones: fc.Arbitrary<Omit<Milestones, 'steps'> & { steps: Draft[] }> = fc
  .record({
    at: fc
      .uniqueArray(thresholds, { minLength: 1, maxLength: 4 })
      .map((values) => values.sort((a, b) => a - b)),
    own: fc.option(congratulation, { nil: undefined, freq: 2 }),
    scope: fc.constantFrom('anyone' as const, 'on-map' as const, 'parked' as const),
    onJump: fc.constantFrom('each' as const, 'highest' as const, 'digest' as const),
    onRefund: fc.constantFrom('keep' as const, 'rearm' as const),
    backfill: fc.constantFrom('silent' as const, 'send' as const),
    steps: congratulation,
  })
  .map(({ at: [first = 0, ...others], own, ...rest }) => ({
    ...rest,
    field: 'totalSales' as const,
    at: [...(own ? [{ value: first, steps: own as never }] : [first]), ...others],
  }));

/** A map that compiles: a door for the form, perhaps others, perhaps milestones. */
export function generatedMap(name: string): fc.Arbitrary<MapDocument> {
  return fc
    .tuple(
      mainPath,
      fc.array(door, { maxLength: 3 }),
      fc.array(milestones, { maxLength: 2 }),
      fc.option(condition, { nil: undefined, freq: 6 }),
    )
    .map(([first, doors, sets, exitWhen]) => {
      const signedUp = {
        on: 'form-submitted',
        form: 'partner-sign-up',
        scope: 'anyone',
        ifOnMap: 'ignore',
        steps: first,
      };
      const named = <T>(prefix: string, all: readonly T[]) =>
        Object.fromEntries(all.map((each, index) => [`${prefix}-${index}`, each]));
      return withIds({
        map: name,
        title: 'Generated',
        program: 'main',
        ...(exitWhen === undefined ? {} : { exitWhen }),
        triggers: named('door', [signedUp, ...onlyOneMoves(doors)]),
        ...(sets.length > 0 ? { milestones: named('set', sets) } : {}),
      } as unknown as MapDocument);
    });
}

/** Two doors that both move the contact at one event are an error. */
function onlyOneMoves<T extends Pick<Trigger, 'ifOnMap'>>(doors: readonly T[]): T[] {
  const moving = doors.findIndex(({ ifOnMap }) => ifOnMap === 'move');
  return doors.map((each, index) =>
    index > moving && each.ifOnMap === 'move' ? { ...each, ifOnMap: 'add-again' } : each,
  );
}

/** Numbers all steps, and gives every jump a wait of its own list to go back to; where there is none, it parks. */
function withIds(map: MapDocument): MapDocument {
  let count = 0;
  const number = (list: Step[]): void => {
    for (const step of list) {
      count += 1;
      step.id = `s${count}`;
      listsIn(step).forEach(number);
    }
  };
  const aim = (list: Step[], home: Step[]): void => {
    for (const [index, step] of list.entries()) {
      listsIn(step).forEach((inner) => aim(inner, home));
      if (!('goTo' in step)) continue;
      const wait = home.find((each) => 'wait' in each);
      list[index] = wait ? { id: step.id, goTo: wait.id } : { id: step.id, end: true };
    }
  };
  // Through JSON, because a generated list may stand in two places.
  const copy = JSON.parse(JSON.stringify(map)) as MapDocument;
  const starts = [
    ...Object.values(copy.triggers).map(({ steps }) => steps),
    ...Object.values(copy.milestones ?? {}).flatMap(({ at, steps }) => [
      steps,
      ...at.flatMap((each) => (typeof each === 'number' ? [] : [each.steps])),
    ]),
  ];
  starts.forEach(number);
  for (const start of starts) aim(start, start);
  return copy;
}
