import fc from 'fast-check';
import { ALWAYS } from './conditions.ts';
import type { MapDocument, Match, Milestones, Trigger } from './language.ts';
import {
  asking,
  condition,
  email,
  goal,
  lists,
  match,
  simple,
  thresholds,
  type Draft,
} from './generated-steps.ts';
import { withIds } from './numbered.ts';

const leaving: Draft[] = [{ end: true }, { exit: true }];
const anyEnding: Draft[] = [...leaving, { goTo: '' }];

const approve: fc.Arbitrary<Draft> = fc
  .record({
    rejected: fc.tuple(fc.array(email, { maxLength: 1 }), fc.constantFrom(...leaving)),
    expired: fc.constantFrom(...leaving),
    asking,
  })
  .map(({ rejected: [mails, last], expired, asking: more }) => ({
    approve: {
      by: 'partner-managers',
      ...more,
      rejected: [...mails, last],
      ...('giveUpAfter' in more ? { expired: [expired] } : {}),
    },
  }));

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

/** What steps can bring about: a trigger whose own steps surely do so again is refused, unless it asks for something. */
function isOwn({ on, field }: Match): boolean {
  return on.startsWith('tag-') || on === 'added' || field === 'tier' || field === 'points';
}

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
    ...(isOwn(on) && !settings.once ? { where: ALWAYS } : {}),
    // Once for each amount is what a sale alone can be.
    ...('kind' in on && !settings.once ? { oncePer: 'event.sale.amount' } : {}),
    steps,
  }));

/** What comes before the mail is unsent with it. */
const congratulation: fc.Arbitrary<Draft[]> = fc
  .tuple(fc.array(simple, { maxLength: 1 }), lists(1, []))
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
