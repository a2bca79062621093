import type { FieldUpdatedTrigger, MilestoneBlock, Trigger } from '../../language/map.generated.ts';
import type {
  Currency,
  EmailRef,
  EventMatch,
  MilestoneSet,
  Program,
  Step,
  StepId,
  Trigger as EmittedTrigger,
} from '../../program/program.ts';
import type { AnalyzedMap, Analysis } from '../3-analyze/analyze.ts';
import { currencyOf } from '../3-analyze/currency.ts';
import { storedValue } from '../3-analyze/field-values.ts';
import type { Door } from '../3-analyze/step-tree.ts';
import { FIELD_TESTS, ifOnMapOf, scopeOf } from '../3-analyze/trigger-defaults.ts';
import { durationOf } from './duration.ts';
import { fieldTypes, type EmailRefs } from './emit-emails.ts';
import { emitSteps } from './emit-steps.ts';

/** One map as a program for the kernel, with all defaults filled in. */
export function emitMap({ doc, doors, reads }: AnalyzedMap, analysis: Analysis, refs: EmailRefs): Program {
  const { value } = doc;
  const currency = currencyOfProgram(value.program, analysis);
  const steps: Record<StepId, Step> = {};
  for (const door of doors) Object.assign(steps, emitSteps(door.steps, refs));
  const milestones = Object.entries(value.milestones ?? {});
  return {
    format: 1,
    kind: 'map',
    map: value.map,
    title: value.title ?? value.map,
    ...(value.program === undefined ? {} : { program: value.program }),
    ...(currency ? { currency } : {}),
    triggers: doors.flatMap((door) =>
      door.trigger ? [emitTrigger(door, door.trigger, analysis, currency)] : [],
    ),
    milestones: milestones.map(([name, block]) => emitMilestones(name, block, doors, analysis, currency)),
    steps,
    fields: fieldTypes(reads, Object.values(steps).flatMap(refOf), analysis),
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

function emitTrigger(
  { name, steps }: Door,
  trigger: Trigger,
  analysis: Analysis,
  currency: Currency | undefined,
): EmittedTrigger {
  return {
    name,
    on: emitMatch(trigger, analysis, currency),
    scope: scopeOf(trigger),
    ifOnMap: ifOnMapOf(trigger),
    once: trigger.once ?? false,
    reentry: emitReentry(trigger),
    first: steps[0]?.id ?? null,
  };
}

function emitReentry({ reentry = 'always' }: Trigger): EmittedTrigger['reentry'] {
  return typeof reentry === 'string' ? reentry : { cooldown: durationOf(reentry.cooldown) };
}

function emitMatch(trigger: Trigger, analysis: Analysis, currency: Currency | undefined): EventMatch {
  const where = trigger.where === undefined ? {} : { where: trigger.where };
  switch (trigger.on) {
    case 'form-submitted':
      return { type: trigger.on, ...(trigger.form === undefined ? {} : { form: trigger.form }), ...where };
    case 'approval-decided':
      return { type: trigger.on, ...(trigger.outcome ? { outcome: trigger.outcome } : {}), ...where };
    case 'field-updated':
      return {
        type: trigger.on,
        field: trigger.field,
        test: emitTest(trigger, analysis, currency),
        ...where,
      };
    case 'login-used':
      return { type: trigger.on, ...where };
    case 'sale-recorded':
    case 'commission-earned':
    case 'sale-refunded': {
      const product = trigger.product === undefined ? {} : { product: trigger.product };
      const kind = trigger.kind === undefined ? {} : { kind: trigger.kind };
      const full = 'full' in trigger && trigger.full ? { full: true as const } : {};
      return { type: trigger.on, ...product, ...kind, ...full, ...where };
    }
    default:
      throw new Error(`The event ${trigger.on} is emitted by no version yet.`);
  }
}

function emitTest(trigger: FieldUpdatedTrigger, { fields }: Analysis, currency: Currency | undefined) {
  const op = FIELD_TESTS.find((test) => trigger[test] !== undefined) ?? 'equals';
  const type = fields.get(trigger.field)?.type ?? 'string';
  return { op, value: storedValue(trigger[op] ?? 0, type, currency) ?? 0 };
}

function emitMilestones(
  name: string,
  block: MilestoneBlock,
  doors: readonly Door[],
  { fields }: Analysis,
  currency: Currency | undefined,
): MilestoneSet {
  const own = doors.filter((door) => door.kind === 'milestone' && door.name === name);
  const type = fields.get(block.field)?.type ?? 'decimal';
  const firstOf = (index: number) => {
    const door =
      own.find(({ threshold }) => threshold === index) ??
      own.find(({ threshold }) => threshold === undefined);
    return door?.steps[0]?.id ?? null;
  };
  return {
    name,
    field: block.field,
    at: block.at.map((one, index) => {
      const value = storedValue(typeof one === 'number' ? one : one.value, type, currency);
      return { value: Number(value), first: firstOf(index) };
    }),
    onJump: block.onJump ?? 'each',
    onRefund: block.onRefund ?? 'keep',
    backfill: block.backfill ?? 'silent',
  };
}
