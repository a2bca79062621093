import fc from 'fast-check';
import { ANSWERED, CONDITIONS, NEXT_POINT, SALE_CONDITIONS } from './conditions.ts';
import type { Match } from './language.ts';

/** Any condition on the contact. */
export const condition = fc.constantFrom(...Object.keys(CONDITIONS));

/** Values of `totalSales` that matter. */
export const thresholds = fc.constantFrom(500, 1000, 1500, 2000, 5000);

/** Steps before they have ids; a `goTo` and a `since` are filled in when they have. */
export type Draft = Record<string, unknown>;

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
const ownChanged = fc.constantFrom<Match>(
  { on: 'field-updated', field: 'tier', equals: 'gold' },
  { on: 'field-updated', field: 'points', crosses: 2 },
  { on: 'field-updated', field: 'points', above: 0 },
  { on: 'tag-added', tag: 'vip' },
  { on: 'tag-added' },
  { on: 'tag-removed', tag: 'vip' },
  { on: 'added' },
);

/** What a door, a wait or a goal may listen to. */
export const match: fc.Arbitrary<Match> = fc.oneof(
  { weight: 3, arbitrary: sold },
  { weight: 3, arbitrary: changed },
  { weight: 2, arbitrary: ownChanged },
  { weight: 2, arbitrary: fc.constant<Match>({ on: 'login-used' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Match>({ on: 'sale-refunded' }, { on: 'sale-refunded', full: true }),
  },
);

/** An object with the language's own word `then`. */
function withThen(then: unknown, rest: object): Draft {
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of the map language
  return { ...rest, then };
}

const hours = fc.constantFrom('30 minutes', '1 hour', '90 minutes', '1 day', '3 days');
const onFailure = fc
  .tuple(
    fc.constantFrom<unknown>('park', 'continue', [{ email: 'plain' }]),
    fc.constantFrom({}, { retryFor: '2 minutes' }, { retryFor: '1 hour' }),
  )
  .map(([last, retry]) => withThen(last, retry));

/** A step that may be skipped, and may fail. */
function work(draft: Draft): fc.Arbitrary<Draft> {
  return fc.record({ if: condition, onFailure }, { requiredKeys: [] }).map((rest) => ({ ...draft, ...rest }));
}

/** A mail to the contact. */
export const email = fc.constantFrom('plain', 'other').chain((template) => work({ email: template }));

const team = { team: 'partner-managers' };
const change = fc.constantFrom<Draft>(
  { set: { tier: 'gold' } },
  { set: { tier: 'silver', points: 1 } },
  { set: { points: { cel: NEXT_POINT } } },
  { set: { ends: '2026-01-09' } },
  { tag: ['vip'] },
  { tag: ['vip', 'new'] },
  { untag: ['vip'] },
  { map: { add: 'first' } },
  { map: { add: 'second' } },
  { map: { remove: 'second' } },
);
const others = fc.constantFrom<Draft>(
  { notify: { ...team, email: 'other' } },
  { grantLogin: { email: 'login' } },
  { revokeLogin: true },
);

/** A wait until a certain time; `ends` is the contact's own field. */
const timed: fc.Arbitrary<Draft> = fc
  .record(
    {
      until: fc.constantFrom('ends', '2026-01-04', '2026-01-08', '2026-01-10'),
      for: fc.constantFrom('1 hour', '2 days'),
      offset: fc.constantFrom('-1 day', '1 hour'),
      at: fc.constantFrom('09:00', '17:30'),
      window: fc.constantFrom(
        { from: '08:00', to: '16:00' },
        { days: ['tue', 'sat'] },
        { days: ['mon', 'thu'], from: '22:00', to: '06:00', zone: 'Asia/Tokyo' },
      ),
    },
    { requiredKeys: [] },
  )
  .map(({ until, for: length, offset, ...hours }) => {
    if (until === undefined) return { ...hours, for: length ?? '1 hour' };
    return { ...hours, until, ...(offset === undefined ? {} : { offset }) };
  })
  .map((wait) => ({
    wait: 'at' in wait && !('until' in wait) && wait.for === '1 hour' ? { at: wait.at } : wait,
  }));

/** Steps that hold no others. */
export const simple: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 3, arbitrary: email },
  { weight: 2, arbitrary: fc.record({ wait: hours }) },
  { weight: 1, arbitrary: timed },
  { weight: 2, arbitrary: change.chain(work) },
  { weight: 1, arbitrary: others.chain(work) },
);

const figures = { points: { cel: 'contact.points' }, total: { cel: 'contact.totalSales' } };

/** Lists of steps: `end` says how a list may end, beside running out. */
export function lists(depth: number, ends: readonly Draft[]): fc.Arbitrary<Draft[]> {
  const step =
    depth === 0
      ? simple
      : fc.oneof({ weight: 5, arbitrary: simple }, { weight: 4, arbitrary: composite(depth - 1, ends) });
  const several = fc.oneof(
    { weight: 9, arbitrary: step.map((one) => [one]) },
    { weight: 1, arbitrary: called(depth) },
  );
  const ending =
    ends.length > 0
      ? fc.option(fc.constantFrom(...ends), { nil: undefined, freq: 2 })
      : fc.constant(undefined);
  return fc
    .tuple(fc.array(several, { minLength: 1, maxLength: 3 }), ending)
    .map(([steps, end]) => [...steps.flat(), ...(end ? [end] : [])]);
}

/** A call, and what its answer is good for. */
function called(depth: number): fc.Arbitrary<Draft[]> {
  const call = { call: { activity: 'score', input: figures, as: 'score' } };
  const inner = depth === 0 ? fc.array(email, { maxLength: 1 }) : lists(depth - 1, []);
  return fc
    .tuple(fc.constantFrom({}, { onFailure: withThen('park', { retryFor: '1 hour' }) }), inner)
    .map(([failure, good]): Draft[] => [
      { ...call, ...failure },
      { branch: withThen(good, { if: ANSWERED, else: [] }) },
    ]);
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
      .tuple(inner, fc.option(goal, { nil: undefined, freq: 2 }), inner, fc.constantFrom('all', 'any'))
      .map(([a, aim, b, join]) => ({ fork: { paths: { a: aim ? [...a, aim] : a, b }, join } })),
    fc
      .tuple(match, fc.option(fc.tuple(hours, maybe), { nil: undefined }), fc.boolean())
      .map(([on, most, since]) => ({
        waitFor: {
          ...on,
          ...(most ? { atMost: most[0], otherwise: most[1] } : {}),
          ...(since && on.on !== 'field-updated' ? { since: '' } : {}),
        },
      })),
    fc
      .tuple(maybe, maybe)
      .chain(([success, failure]) =>
        work({ webhook: { url: 'https://crm.example/partners', body: figures, success, failure } }),
      ),
    fc.tuple(inner, maybe, asking).map(([done, refused, more]) => ({
      task: {
        title: 'Call them',
        by: 'partner-managers',
        ...more,
        outcomes: { done, refused, ...('giveUpAfter' in more ? { expired: refused } : {}) },
      },
    })),
  );
}

/** How often a team is reminded, and for how long. */
export const asking = fc.record(
  { remindEvery: fc.constant('1 day'), giveUpAfter: fc.constant('4 days') },
  { requiredKeys: [] },
);

/** A goal; where several are, the first that is achieved moves first. */
export const goal: fc.Arbitrary<Draft> = fc
  .tuple(
    match,
    fc.constantFrom('above', 'on-map', 'anyone'),
    fc.boolean(),
    fc.option(condition, { nil: undefined, freq: 2 }),
  )
  .map(([on, scope, wait, when]) => ({
    goal: { ...on, scope, wait },
    ...(when === undefined ? {} : { if: when }),
  }));
