import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed } from '../../diagnostics/suggest.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkDate, checkOrdered } from './check-field-type.ts';
import { checkCondition } from './check-condition.ts';
import { checkComes } from './check-comes.ts';
import { checkEmailName, checkName, checkTopic } from './check-names.ts';
import { builtInEvents, eventShapeOf, eventTypeOf, type WrittenMatch } from './event-shape.ts';
import { checkValue } from './field-values.ts';
import { isRunningTotal } from './fields.ts';
import { knownByEvent } from './known.ts';
import { currencyOfField, fieldNamed, type MapContext } from './map-context.ts';
import { attributesOf } from './shape.ts';
import { mayBeMissing } from './sources.ts';
import { FIELD_TESTS } from './trigger-defaults.ts';

type Match = WrittenMatch & Record<string, unknown>;

/** Checks what a trigger, a `waitFor` or a `goal` says of the event that it listens to. */
export function checkMatch(written: WrittenMatch, context: MapContext): void {
  // The schema has seen to it that the keys are those of the event.
  const match = written as Match;
  const type = eventTypeOf(match);
  if (type === 'form-submitted' && match.form !== undefined) checkForm(match, context);
  if (type === 'field-updated') checkFieldTest(match, context);
  if (type === 'date-reached' && match.field !== undefined) checkDateField(match, context);
  if (type === 'custom') checkCustom(match, context);
  else if (match['topic'] !== undefined) checkTopic(context, match, 'topic');
  else if (match['email'] !== undefined) checkEmailName(context, match, 'email');
  checkComes(match, context);
  checkCondition(context, match, 'where', [knownByEvent(eventShapeOf(match, context))]);
}

function checkForm(match: Match, context: MapContext): void {
  const { programs } = context.sources;
  const forms = [...programs.values()].flatMap(({ value }) => value.signUpForm?.id ?? []);
  checkName(context, 'MW303', match, 'form', forms, mayBeMissing(context.sources, 'program'));
}

function checkCustom(match: Match, context: MapContext): void {
  const { customEvents, doc, report, sources } = context;
  if (!customEvents.has(match.on)) {
    const known = [...builtInEvents(), ...customEvents.keys()];
    return checkName(context, 'MW333', match, 'on', known, mayBeMissing(sources, 'events'));
  }
  const data = attributesOf(customEvents.get(match.on)).map((name) => `event.${name}`);
  const fix =
    data.length > 0
      ? `Write \`where\`, a condition over ${listed(data)}.`
      : 'Remove it: the event carries no data.';
  for (const key of Object.keys(match)) {
    if (!MATCH_KEYS.includes(key)) continue;
    report(diagnostic('MW334', { key, event: match.on, fix }, keyPlace(doc.file, match, key)));
  }
}

/** Keys that pick among events of one type; custom events are picked by `where`. */
const MATCH_KEYS: readonly string[] = [
  ...FIELD_TESTS,
  'form',
  'field',
  'outcome',
  'product',
  'kind',
  'full',
  'tag',
  'date',
  'offset',
  'at',
  'every',
  'email',
  'topic',
];

function checkDateField(match: Match, context: MapContext): void {
  const field = fieldNamed(context, match, 'field');
  if (field) checkDate({ field, what: '`date-reached`', container: match, key: 'field' }, context);
}

function checkFieldTest(match: Match, context: MapContext): void {
  const { doc, report } = context;
  const field = fieldNamed(context, match, 'field');
  const test = FIELD_TESTS.find((one) => match[one] !== undefined);
  if (!test) return;
  const value = match[test] as number | string | boolean;
  if (field) {
    const named = { field, what: `\`${test}\``, container: match, key: 'field' };
    if (test !== 'equals' && !checkOrdered(named, context)) return;
    const place = valuePlace(doc.file, match, test);
    if (!checkValue(value, field, currencyOfField(field, context), place, report)) return;
  }
  // Also where the partner program is missing: this is another mistake.
  const name = String(match.field);
  if (test === 'equals' && isRunningTotal(name))
    report(diagnostic('MW301', { field: name, value: String(value) }, keyPlace(doc.file, match, 'equals')));
}
