import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed, suggestion } from '../../diagnostics/suggest.ts';
import type { Scenario, TimelineEntry } from '../../language/scenario.generated.ts';
import { parseMoney } from '../../program/money.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkName, checkTopic } from './check-names.ts';
import {
  checkExpectedEmail,
  checkFieldNames,
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
    if (entry.fields) checkFieldNames(context, entry.fields);
  }
  if ('approve' in entry && entry.approve.step !== undefined) stepIn(context, entry.approve, 'step');
  if ('reject' in entry && entry.reject.step !== undefined) stepIn(context, entry.reject, 'step');
  if ('sale' in entry) checkAmount(entry.sale, context);
  if ('refund' in entry) checkAmount(entry.refund, context);
  if ('mailFails' in entry) checkExpectedEmail(context, entry.mailFails, 'template');
  if ('set' in entry) checkFieldValues(context, entry.set);
  if ('event' in entry) checkEvent(entry.event, context);
  if ('unsubscribe' in entry) checkTopic(context, entry, 'unsubscribe');
  if ('task' in entry) checkOutcome(entry.task, context);
  if ('activityFails' in entry) {
    const uncertain = mayBeMissing(sources, 'activities');
    checkName(context, 'MW356', entry.activityFails, 'activity', [...activities.keys()], uncertain);
  }
}

function checkAmount(
  container: { amount?: string | number },
  { currency, doc, report }: ScenarioContext,
): void {
  const { amount } = container;
  if (amount === undefined || !currency || parseMoney(amount, currency) !== undefined) return;
  const place = valuePlace(doc.file, container, 'amount');
  if (/^-?\d+\.\d+$/.test(String(amount))) return report(tooManyDecimals(amount, currency, '', place));
  const args = { value: String(amount), expected: 'an amount of money', example: '100.00' };
  return report(diagnostic('MW206', args, place));
}

function checkEvent(event: { type: string; data?: object }, context: ScenarioContext): void {
  const { customEvents, doc, report, sources } = context;
  const uncertain = mayBeMissing(sources, 'events');
  checkName(context, 'MW333', event, 'type', [...customEvents.keys()], uncertain);
  const shape = customEvents.get(event.type);
  if (!shape || uncertain) return;
  const known = Object.keys(shape);
  for (const key of Object.keys(event.data ?? {})) {
    if (known.includes(key)) continue;
    const args = {
      key,
      where: `the data of \`${event.type}\``,
      allowed: listed(known),
      suggestion: suggestion(key, known),
    };
    report(diagnostic('MW203', args, keyPlace(doc.file, event.data ?? {}, key)));
  }
}

function checkOutcome(task: { step: string; outcome: string }, context: ScenarioContext): void {
  const { doc, report } = context;
  const step = stepIn(context, task, 'step')?.step;
  if (step === undefined) return;
  if (typeof step === 'string' || !('task' in step)) {
    report(diagnostic('MW375', { step: task.step }, valuePlace(doc.file, task, 'step')));
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
