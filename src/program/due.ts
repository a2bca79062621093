import type { DateMatch, EventMatch, Program } from './program.ts';

/** A door for anyone that opens on a date: of a trigger, or of a goal that is one. */
export interface DateDoor {
  map: string;
  /** Whose enrolment the field belongs to; absent for a map without a partner program. */
  program?: string;
  date: DateMatch;
}

/** What falls due by the clock for people who may be on no map, and has to be told to their runs. */
export interface FallingDue {
  doors: DateDoor[];
  /** Partner programs whose commissions somebody hears become payable, or of which somebody reads what follows from that. */
  programs: string[];
}

/** What of these maps depends on facts that fall due; `programs` are the names of all partner programs. */
export function fallingDue(maps: readonly Program[], programs: readonly string[]): FallingDue {
  const hears = maps.filter(
    (map) =>
      Object.hasOwn(map.fields, 'payoutReady') ||
      matchesIn(map).some(({ type }) => type === 'commission-payable'),
  );
  const heard = hears.flatMap(({ program }) => program ?? programs);
  return {
    doors: maps.flatMap(doorsOf),
    programs: programs.filter((program) => heard.includes(program)),
  };
}

function matchesIn({ triggers, steps }: Program): EventMatch[] {
  return [...triggers, ...Object.values(steps)].flatMap((one) => ('on' in one ? one.on : []));
}

function doorsOf({ map, program, triggers, steps }: Program): DateDoor[] {
  const goals = Object.values(steps).filter((step) => step.kind === 'goal');
  return [...triggers, ...goals].flatMap(({ on: { date }, scope }) =>
    date && scope === 'anyone' ? [{ map, ...(program === undefined ? {} : { program }), date }] : [],
  );
}
