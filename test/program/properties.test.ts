import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityJob, KernelEvent } from '../../src/program/commands.ts';
import { decide, type Decision } from '../../src/program/decide.ts';
import { continued } from '../../src/program/engine.ts';
import type { MilestoneSet } from '../../src/program/program.ts';
import type { RunState } from '../../src/program/run-state.ts';
import { nextWake } from '../../src/program/run-views.ts';
import { DAY } from './builders.ts';
import type { Player } from './player.ts';
import { answers, happen, happenings, playerWith, world } from './random-runs.ts';

type Watcher = (play: Player) => Player['watch'];

const anySettings = fc.record({
  onJump: fc.constantFrom('each' as const, 'highest' as const, 'digest' as const),
  onRefund: fc.constantFrom('keep' as const, 'rearm' as const),
  backfill: fc.constantFrom('silent' as const, 'send' as const),
});

/** Plays generated runs in worlds of these settings, looking at each decision; `after` looks at the whole run. */
function forAllRuns(settings: Partial<MilestoneSet>, watcher: Watcher, after?: (play: Player) => void): void {
  fc.assert(
    fc.property(anySettings, happenings, answers, (any, run, list) => {
      const play = playerWith(world({ ...any, ...settings }), list);
      play.watch = watcher(play);
      for (const happening of run) happen(play, happening);
      after?.(play);
    }),
    { numRuns: 100 },
  );
}

const ignore: Watcher = () => () => undefined;
const entriesOf = (state: RunState) =>
  Object.values(state.maps).flatMap(({ places }) => places.map((p) => p.entry));

/** Where places stand and what is asked for, without the numbers that tell when they came there. */
const standings = ({ maps, jobs }: RunState) => [
  Object.entries(maps).map(([map, { places, once, milestones }]) => [
    map,
    places.map(({ step, door, main, waits }) => `${step} ${door} ${main} ${waits.for}`).sort(),
    once,
    milestones,
  ]),
  jobs.map(({ job }) => `${job.origin.map}/${job.origin.step} ${job.activity}`).sort(),
];

describe('whatever happens', () => {
  it('decide answers, leaves its input alone and is the same after a trip through JSON', () => {
    // The player freezes each input and sends it through JSON; here the state that never went through it is used.
    forAllRuns({}, (play) => {
      let raw: RunState | undefined;
      return (before: RunState, event: KernelEvent, decision: Decision) => {
        const again = decide(play.programs, raw ?? before, event, play.now);
        expect(again).toStrictEqual(decision);
        expect(JSON.parse(JSON.stringify(again.state))).toStrictEqual(again.state);
        raw = again.state;
      };
    });
  });

  it('entries are minted once: new ones are higher than all before, and no two places share one', () => {
    forAllRuns({}, () => (before, _event, { state }) => {
      const entries = entriesOf(state);
      expect(new Set(entries).size).toBe(entries.length);
      const known = new Set(entriesOf(before));
      const fresh = entries.filter((entry) => !known.has(entry));
      for (const entry of fresh) expect(entry).toBeGreaterThan(before.entry);
      expect(state.entry).toBeGreaterThanOrEqual(Math.max(before.entry, ...entries));
    });
  });

  it('activities under way have ids of their own, and at most 20 run', () => {
    forAllRuns({}, () => (_before, _event, { state, commands }) => {
      const ids = state.jobs.map(({ job }) => job.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(state.jobs.filter(({ running }) => running).length).toBeLessThanOrEqual(20);
      const asked = commands.flatMap((command) => (command.type === 'run-activity' ? [command.job] : []));
      for (const job of asked) expect(state.jobs).toContainEqual({ job, running: true });
    });
  });

  it('a place that waits for an activity has one under way', () => {
    forAllRuns({}, () => (_before, _event, { state }) => {
      const ids = state.jobs.map(({ job }) => job.id);
      for (const { waits } of Object.values(state.maps).flatMap(({ places }) => places)) {
        if (waits.for === 'activity') expect(ids).toContain(waits.id);
      }
    });
  });

  it('after the clock was told, nothing that waits for it is in the past', () => {
    forAllRuns({}, (play) => (_before, event, { state }) => {
      if (event.type !== 'clock') return;
      expect(nextWake(state) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(play.now);
    });
  });

  it('a map is stood on with exactly one main place; it is lost only with all others, by leaving', () => {
    forAllRuns({}, (play) => (before, _event, { state }) => {
      for (const [name, { places, leftAt }] of Object.entries(state.maps)) {
        const mains = places.filter(({ main }) => main).length;
        expect(mains).toBe(places.length > 0 && name !== 'main.notices' ? 1 : 0);
        const stood = before.maps[name]?.places.some(({ main }) => main);
        if (stood && mains === 0) expect(leftAt).toBe(play.now);
      }
    });
  });

  it('what is told twice changes nothing', () => {
    forAllRuns({}, (play) => (_before, event, { state }) => {
      if (event.type === 'clock' || event.type === 'resolved') return;
      const again = decide(play.programs, state, event, play.now);
      // An activity's identity outlives its attempts: a second answer may find the next attempt only if it runs.
      if (event.type === 'activity-ended' && state.jobs.some(({ job }) => job.id === event.id)) return;
      expect(again).toStrictEqual({ state, commands: [], arrivals: [], ways: [] });
    });
  });

  it('a run that continues as new at any moment goes on as it would have', () => {
    let looked = 0;
    forAllRuns({}, (play) => (_before, _event, { state }) => {
      // The first thing that a run hears that was continued as new; nothing was due, so it changes nothing.
      if ((nextWake(state) ?? Infinity) <= play.now || state.jobs.some(({ running }) => !running)) return;
      const handedOn = JSON.parse(JSON.stringify(continued(state))) as RunState;
      const woken = decide(play.programs, handedOn, { type: 'clock' }, play.now);
      expect(woken.state).toStrictEqual(continued(state));
      expect(woken.commands).toEqual([]);
      looked += 1;
    });
    expect(looked).toBeGreaterThan(100);
  });

  it('work of different maps may end in either order', () => {
    let looked = 0;
    forAllRuns({}, (play) => (_before, _event, { state }) => {
      const running = state.jobs.filter((one) => one.running).map(({ job }) => job);
      const first = running[0];
      const second = running.find(({ origin }) => origin.map !== first?.origin.map);
      if (!first || !second) return;
      const end = (from: RunState, { id }: ActivityJob) =>
        decide(play.programs, from, { type: 'activity-ended', id, outcome: { status: 'done' } }, play.now);
      const one = end(end(state, first).state, second).state;
      const other = end(end(state, second).state, first).state;
      expect(standings(one)).toEqual(standings(other));
      looked += 1;
    });
    expect(looked).toBeGreaterThan(10);
  });

  it('the revision rises exactly when places or memory change', () => {
    forAllRuns({}, () => (before, _event, { state }) => {
      const changed = JSON.stringify(state.maps) !== JSON.stringify(before.maps);
      if (changed) expect(state.revision).toBe(before.revision + 1);
      else expect([before.revision, before.revision + 1]).toContain(state.revision);
    });
  });

  it('with everything answered and time passing, all work ends', () => {
    forAllRuns({}, ignore, (play) => {
      play.answers = () => 'done';
      while (play.held.length > 0) play.answer();
      play.pass(200 * DAY);
      expect(play.state.jobs).toEqual([]);
      const waiting = Object.values(play.state.maps).flatMap(({ places }) =>
        places.map(({ waits }) => waits.for),
      );
      // An event may never come, and a fork waits for paths that wait for one.
      for (const reason of waiting) expect(['nothing', 'repair', 'event', 'join']).toContain(reason);
    });
  });

  it('a fork waits for exactly the paths on which somebody stands', () => {
    forAllRuns({}, () => (_before, _event, { state }) => {
      for (const { places } of Object.values(state.maps)) {
        const walked = new Map<number, string[]>();
        for (const { branch } of places) {
          if (branch) walked.set(branch.fork, [...(walked.get(branch.fork) ?? []), branch.path]);
        }
        const awaited = places.flatMap(({ entry, waits }) =>
          waits.for === 'join' ? [[entry, waits.paths] as const] : [],
        );
        const listed = (entries: Iterable<readonly [number, string[]]>) =>
          new Map([...entries].map(([fork, paths]) => [fork, paths.toSorted()]));
        expect(listed(walked)).toEqual(listed(awaited));
      }
    });
  });
});

/** Ids of the mails from one step that an activity reported as sent. */
function sent(play: Player): { jobs: ActivityJob[]; watch: Player['watch'] } {
  const jobs: ActivityJob[] = [];
  const watch: Player['watch'] = (before, event) => {
    if (event.type !== 'activity-ended' || event.outcome.status !== 'done' || event.outcome.skipped) return;
    const ended = before.jobs.find(({ job, running }) => running && job.id === event.id);
    if (ended) jobs.push(ended.job);
  };
  play.watch = watch;
  return { jobs, watch };
}

describe('however often it is triggered', () => {
  it('a once trigger starts its path once for each contact', () => {
    forAllRuns({}, ignore, (play) => {
      for (const map of ['m', 'n']) {
        const jobs = play.started.filter(
          ({ job }) => job.origin.map === map && job.origin.step === 'once-mail',
        );
        expect(new Set(jobs.map(({ job }) => job.origin.entry)).size).toBeLessThanOrEqual(1);
      }
    });
  });

  it('no job is reported as sent twice', () => {
    const ledgers = new WeakMap<Player, ActivityJob[]>();
    const watcher: Watcher = (play) => {
      const { jobs, watch } = sent(play);
      ledgers.set(play, jobs);
      return watch;
    };
    forAllRuns({}, watcher, (play) => {
      const ids = (ledgers.get(play) ?? []).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  it.each(['each', 'highest', 'digest'] as const)(
    'with onRefund keep and onJump %s, each threshold is congratulated on at most once',
    (onJump) => {
      const ledgers = new WeakMap<Player, ActivityJob[]>();
      const watcher: Watcher = (play) => {
        const { jobs, watch } = sent(play);
        ledgers.set(play, jobs);
        return watch;
      };
      forAllRuns({ onJump, onRefund: 'keep' }, watcher, (play) => {
        for (const map of ['m', 'n']) {
          const values = (ledgers.get(play) ?? [])
            .filter(({ origin }) => origin.map === map && origin.step === 'bravo')
            .flatMap(({ input }) =>
              'mail' in input ? (input.mail.values['milestone.values'] as number[] | null) : null,
            )
            .filter((value) => value !== null);
          expect(new Set(values).size).toBe(values.length);
        }
      });
    },
  );
});
