import type { MapDocument, MilestoneBlock, Trigger } from '../../language/map.generated.ts';
import type {
  Currency,
  EmailRef,
  MilestoneSet,
  Moved,
  Program,
  StepId,
  Trigger as EmittedTrigger,
} from '../../program/program.ts';
import type { Step } from '../../program/step-types.ts';
import type { AnalyzedMap } from '../3-analyze/analyze-map.ts';
import type { Analysis } from '../3-analyze/analyze.ts';
import { currencyOf } from '../3-analyze/currency.ts';
import { storedValue } from '../3-analyze/field-values.ts';
import { movedOf } from '../3-analyze/moved.ts';
import type { Door } from '../3-analyze/step-tree.ts';
import { ifOnMapOf, scopeOf } from '../3-analyze/trigger-defaults.ts';
import { durationOf } from './duration.ts';
import { activitiesRead, eventsHeard } from './emit-declared.ts';
import { fieldCurrencies, fieldTypes, type EmailRefs } from './emit-emails.ts';
import { emitMatch } from './emit-match.ts';
import { emitSteps } from './emit-steps.ts';
import { optional } from './steps/step-emitter.ts';

/** One map as a program for the kernel, with all defaults filled in. */
export function emitMap({ doc, doors, reads }: AnalyzedMap, analysis: Analysis, refs: EmailRefs): Program {
  const { value } = doc;
  const currency = currencyOfProgram(value.program, analysis);
  const steps: Record<StepId, Step> = {};
  for (const door of doors) Object.assign(steps, emitSteps(door.steps, { analysis, refs, currency }));
  const milestones = Object.entries(value.milestones ?? {});
  const fields = fieldTypes(reads, Object.values(steps).flatMap(refOf), analysis);
  const triggers = doors.flatMap((door) =>
    door.trigger ? [emitTrigger(door, door.trigger, analysis, currency)] : [],
  );
  return {
    format: 1,
    kind: 'map',
    map: value.map,
    title: value.title ?? value.map,
    ...optional('program', value.program),
    ...optional('currency', currency),
    ...optional('exitWhen', value.exitWhen),
    triggers,
    milestones: milestones.map(([name, block]) => emitMilestones(name, block, doors, analysis, currency)),
    steps,
    ...optional('moved', emitMoved(value)),
    fields,
    ...optional('currencies', fieldCurrencies(Object.keys(fields), analysis)),
    ...optional(
      'events',
      eventsHeard(
        triggers.map(({ on }) => on),
        Object.values(steps),
        analysis,
      ),
    ),
    ...optional('activities', activitiesRead(Object.values(steps), analysis)),
  };
}

/** The currency of a partner program, by its name. */
export function currencyOfProgram(name: string | undefined, { sources }: Analysis): Currency | undefined {
  const program = name === undefined ? undefined : sources.programs.get(name);
  return program && currencyOf(program.value.currency);
}

function refOf(step: Step): EmailRef[] {
  return 'email' in step && step.email ? [step.email] : [];
}

function emitMoved({ moved }: MapDocument): Moved[] | undefined {
  return moved?.flatMap((line) => {
    const one = movedOf(line);
    return 'problem' in one ? [] : [one];
  });
}

function emitTrigger(
  { name, steps }: Door,
  trigger: Trigger,
  analysis: Analysis,
  currency: Currency | undefined,
): EmittedTrigger {
  return {
    name,
    on: emitMatch(trigger, analysis, currency, `trigger/${name}`),
    scope: scopeOf(trigger),
    ifOnMap: ifOnMapOf(trigger),
    once: trigger.once ?? false,
    ...optional('oncePer', trigger.oncePer),
    reentry: emitReentry(trigger),
    first: steps[0]?.id ?? null,
  };
}

function emitReentry({ reentry = 'always' }: Trigger): EmittedTrigger['reentry'] {
  return typeof reentry === 'string' ? reentry : { cooldown: durationOf(reentry.cooldown) };
}

function emitMilestones(
  name: string,
  block: MilestoneBlock,
  doors: readonly Door[],
  { fields }: Analysis,
  currency: Currency | undefined,
): MilestoneSet {
  const own = doors.filter((door) => door.kind === 'milestone' && door.name === name);
  const field = fields.get(block.field);
  const firstOf = (index: number) => {
    const door =
      own.find(({ threshold }) => threshold === index) ??
      own.find(({ threshold }) => threshold === undefined);
    return door?.steps[0]?.id ?? null;
  };
  const { scope = 'on-map' } = block;
  return {
    name,
    field: block.field,
    ...(scope === 'on-map' ? {} : { scope }),
    at: block.at.map((one, index) => {
      const written = typeof one === 'number' ? one : one.value;
      const value = storedValue(written, field?.type ?? 'decimal', field?.currency ?? currency);
      return { value: Number(value), first: firstOf(index) };
    }),
    onJump: block.onJump ?? 'each',
    onRefund: block.onRefund ?? 'keep',
    backfill: block.backfill ?? 'silent',
  };
}
