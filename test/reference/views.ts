import type { ActivityJob, MergeValues } from '../../src/program/commands.ts';
import type { Place as KernelPlace, RunState } from '../../src/program/run-state.ts';
import { nextWake } from '../../src/program/run-views.ts';
import { fillTemplate } from '../../src/webhooks/fill-template.ts';
import { templateOf } from '../program/player.ts';
import type { ReferenceContact } from './contact.ts';
import type { ReferenceMap } from './map.ts';
import type { Place } from './place.ts';
import type { Work } from './work.ts';

/** What can be seen of a contact from outside. */
export interface Stand {
  maps: Record<string, { places: string[]; reached: Record<string, number[]>; leftAt: number | undefined }>;
  wake: number | undefined;
}

/** What can be seen of an activity from outside. */
export function workOf(work: ActivityJob | Work): object {
  if ('place' in work) {
    const { map, step, what, values } = work;
    return { map, step, what, ...values };
  }
  const { map, step } = work.origin;
  return { map, step, ...seenIn(work) };
}

function seenIn(job: ActivityJob): object {
  switch (job.activity) {
    case 'change-contact':
      return { what: 'record', ...job.input.change, round: job.input.round };
    case 'act-on-map':
      return { what: 'record', [job.input.action]: job.input.map, round: job.input.round };
    case 'call-webhook': {
      const { body, values = {} } = job.input;
      return {
        what: 'webhook',
        body,
        points: values['contact.points'],
        totalSales: values['contact.totalSales'],
      };
    }
    case 'call-activity': {
      const { name, input, values = {} } = job.input;
      const given = fillTemplate(input, { secrets: {}, values, who: name });
      return { what: 'call', activity: name, ...(given as object) };
    }
    default:
      return { what: templateOf(job), ...('mail' in job.input ? figuresIn(job.input.mail.values) : {}) };
  }
}

function figuresIn(values: MergeValues): object {
  const sales = values['sales'] as { id: string; amount: number }[] | undefined;
  return {
    totalSales: values['contact.totalSales'],
    milestone: values['milestone.value'],
    milestones: values['milestone.values'],
    sale: values['sale.amount'],
    commission: values['commission.amount'],
    sales: sales?.map(({ id, amount }) => ({ id, amount })),
  };
}

/** Where everybody stands and what is remembered, as the kernel or the reference has it. */
export function standOf(of: RunState | ReferenceContact): Stand {
  if ('work' in of) {
    const maps = of.maps.map((map): [string, Stand['maps'][string]] => [map.document.map, referenceMap(map)]);
    return { maps: Object.fromEntries(maps.filter(([, map]) => isKnown(map))), wake: of.nextWake() };
  }
  const maps = Object.entries(of.maps).map(([name, map]): [string, Stand['maps'][string]] => {
    const reached = Object.entries(map.milestones).filter(([, values]) => values.length > 0);
    const places = map.places.map((place) => standing(place, place.main, KERNEL_WAITS[place.waits.for]));
    return [name, { places: places.sort(), reached: Object.fromEntries(reached), leftAt: map.leftAt }];
  });
  return { maps: Object.fromEntries(maps.filter(([, map]) => isKnown(map))), wake: nextWake(of) };
}

function referenceMap(map: ReferenceMap): Stand['maps'][string] {
  const places = map.places.map((place) => standing(place, place.isMain, REFERENCE_WAITS[place.wait.for]));
  const names = Object.keys(map.document.milestones ?? {});
  const reached = names
    .map((name): [string, number[]] => [name, map.congratulations.reachedIn(name)])
    .filter(([, values]) => values.length > 0);
  return { places: places.sort(), reached: Object.fromEntries(reached), leftAt: map.leftAt };
}

function isKnown({ places, reached, leftAt }: Stand['maps'][string]): boolean {
  return places.length > 0 || Object.keys(reached).length > 0 || leftAt !== undefined;
}

function standing(
  { step, door, since }: Pick<Place, 'step' | 'door' | 'since'>,
  isMain: boolean,
  waits: string,
): string {
  return `${isMain ? '' : '+'}${step} from ${door} since ${since}, ${waits}`;
}

const KERNEL_WAITS: Record<KernelPlace['waits']['for'], string> = {
  activity: 'work',
  retry: 'again',
  instant: 'clock',
  resolution: 'calendar',
  event: 'event',
  decision: 'decision',
  join: 'paths',
  nothing: 'parked',
  repair: 'repair',
  resume: 'resume',
};

const REFERENCE_WAITS: Record<Place['wait']['for'], string> = {
  work: 'work',
  clock: 'clock',
  calendar: 'calendar',
  again: 'again',
  event: 'event',
  decision: 'decision',
  paths: 'paths',
  good: 'parked',
  repair: 'repair',
};
