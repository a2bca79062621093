import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed, suggestion } from '../../diagnostics/suggest.ts';
import type { Scenario, TimelineEntry } from '../../language/scenario.generated.ts';
import { parseMoney } from '../../program/money.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { checkName, checkTopic } from './check-names.ts';
import {
  checkDeclaredData,
  checkExpectedEmail,
  checkFieldValues,
  stepIn,
  type ScenarioContext,
} from './scenario-names.ts';
import { tooManyDecimals } from './field-values.ts';
import { mayBeMissing } from './sources.ts';

/** Checks that what happens in a scenario can happen: names that are there, values of the right types. */
export function checkTimeline(timeline: Scenario['timeline'], context: ScenarioContext): void {
  for (const entry of timeline) checkEntry(entry, context);
}

function checkEntry(entry: TimelineEntry, context: ScenarioContext): void {
  const { sources, activities } = context;
  if ('submit' in entry) {
    const forms = [...sources.programs.values()].flatMap(({ value }) => value.signUpForm?.id ?? []);
    checkName(context, 'MW303', entry, 'submit', forms, mayBeMissing(sources, 'program'));
    if (entry.fields) checkFieldValues(context, entry.fields);
  }
  if ('approve' in entry) checkDecision(entry.approve, context);
  if ('reject' in entry) checkDecision(entry.reject, context);
  if ('sale' in entry) checkAmount(entry.sale, context);
  if ('refund' in entry) checkAmount(entry.refund, context);
  if ('mailFails' in entry) checkExpectedEmail(context, entry.mailFails, 'template');
  if ('click' in entry) checkExpectedEmail(context, entry.click, 'template');
  if ('set' in entry) checkFieldValues(context, entry.set);
  if ('event' in entry) checkEvent(entry.event, context);
  if ('unsubscribe' in entry) checkTopic(context, entry, 'unsubscribe');
  if ('task' in entry) checkOutcome(entry.task, context);
  for (const action of ['enroll', 'remove'] as const) checkTakesPart(entry, action, context);
  for (const change of ['suspend', 'reinstate'] as const) checkProgram(entry, change, context);
  if ('activityFails' in entry) {
    const uncertain = mayBeMissing(sources, 'activities');
    checkName(context, 'MW356', entry.activityFails, 'activity', [...activities.keys()], uncertain);
  }
}

/** A map that the scenario does not name takes no part in it. */
function checkTakesPart(entry: TimelineEntry, key: 'enroll' | 'remove', context: ScenarioContext): void {
  const action = (entry as Partial<Record<typeof key, { map: string; at?: string }>>)[key];
  if (!action) return;
  const { doc, maps, report, sources } = context;
  checkName(context, 'MW331', action, 'map', [...sources.maps.keys()], mayBeMissing(sources, 'map'));
  if (sources.maps.has(action.map) && !maps.includes(action.map)) {
    const why = 'only maps that the scenario names take part in it';
    report(diagnostic('MW345', { setting: key, why }, valuePlace(doc.file, action, 'map')));
  } else if (action.at !== undefined) stepIn(context, action, 'at');
}

function checkProgram(entry: TimelineEntry, key: 'suspend' | 'reinstate', context: ScenarioContext): void {
  const change = (entry as Partial<Record<typeof key, { program?: string }>>)[key];
  if (change?.program === undefined) return;
  const { sources } = context;
  const uncertain = mayBeMissing(sources, 'program');
  checkName(context, 'MW305', change, 'program', [...sources.programs.keys()], uncertain);
}

function checkAmount(
  container: { amount?: string | number },
  { currency, doc, report }: ScenarioContext,
): void {
  const { amount } = container;
  if (amount === undefined || !currency || parseMoney(amount, currency) !== undefined) return;
  const place = valuePlace(doc.file, container, 'amount');
  if (/^-?\d+\.\d+$/.test(String(amount))) return report(tooManyDecimals(amount, currency, place));
  const args = { value: String(amount), expected: 'an amount of money', example: '100.00' };
  return report(diagnostic('MW206', args, place));
}

function checkEvent(event: { type: string; data?: object }, context: ScenarioContext): void {
  const { customEvents, sources } = context;
  const uncertain = mayBeMissing(sources, 'events');
  checkName(context, 'MW333', event, 'type', [...customEvents.keys()], uncertain);
  const shape = customEvents.get(event.type);
  if (shape) checkDeclaredData(context, event.data ?? {}, shape, `the data of \`${event.type}\``);
}

function checkDecision(decision: { step?: string }, context: ScenarioContext): void {
  const { doc, report } = context;
  const found = decision.step === undefined ? undefined : stepIn(context, decision, 'step');
  if (!found || found.kind === 'approve') return;
  const args = {
    step: found.id,
    kind: 'approve',
    do: 'decide on',
    fix: 'Name an `approve` step. Tasks are done with `task`.',
  };
  report(diagnostic('MW375', args, valuePlace(doc.file, decision, 'step')));
}

function checkOutcome(task: { step: string; outcome: string }, context: ScenarioContext): void {
  const { doc, report } = context;
  const step = stepIn(context, task, 'step')?.step;
  if (step === undefined) return;
  if (typeof step === 'string' || !('task' in step)) {
    const fix = 'Name a `task` step. Applications are decided with `approve` or `reject`.';
    const args = { step: task.step, kind: 'task', do: 'do', fix };
    report(diagnostic('MW375', args, valuePlace(doc.file, task, 'step')));
    return;
  }
  const known = Object.keys(step.task.outcomes).filter((name) => name !== 'expired');
  if (known.includes(task.outcome)) return;
  const args = {
    step: task.step,
    outcome: task.outcome,
    known: listed(known),
    suggestion: suggestion(task.outcome, known),
  };
  report(diagnostic('MW376', args, valuePlace(doc.file, task, 'outcome')));
}
