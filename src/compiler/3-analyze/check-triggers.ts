import { diagnostic } from '../../diagnostics/catalog.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import type { FieldUpdatedTrigger, Trigger } from '../../language/map.generated.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkCondition } from './check-condition.ts';
import { checkEvent } from './check-event.ts';
import { eventShapeOf } from './event-shape.ts';
import { checkValue } from './field-values.ts';
import { isOrdered, isRunningTotal, typeInWords } from './fields.ts';
import { fieldNamed, type MapContext } from './map-context.ts';
import { mayBeMissing } from './sources.ts';
import { allSteps, type Door } from './step-tree.ts';
import { FIELD_TESTS, ifOnMapOf, scopeOf } from './trigger-defaults.ts';

/** Checks what a map's triggers listen to, and whom they let in. */
export function checkTriggers(doors: readonly Door[], context: MapContext): void {
  for (const door of doors) {
    const { trigger } = door;
    if (!trigger) continue;
    checkEvent(trigger, `triggers.${door.name}`, context);
    if (trigger.on === 'form-submitted' && trigger.form !== undefined)
      checkForm(trigger, trigger.form, context);
    if (trigger.on === 'field-updated') checkFieldTest(trigger, context);
    checkScope(trigger, doors, context);
    checkCondition(context, trigger, 'where', eventShapeOf(door, context));
  }
}

function checkForm(trigger: Trigger, form: string, { doc, sources, report }: MapContext): void {
  const forms = [...sources.programs.values()].flatMap(({ value }) =>
    value.signUpForm ? [value.signUpForm.id] : [],
  );
  if (forms.includes(form) || mayBeMissing(sources, 'program')) return;
  report(
    diagnostic(
      'MW303',
      { name: form, suggestion: suggestion(form, forms) },
      valuePlace(doc.file, trigger, 'form'),
    ),
  );
}

function checkFieldTest(trigger: FieldUpdatedTrigger, context: MapContext): void {
  const { doc, report, currency } = context;
  const field = fieldNamed(context, trigger, 'field');
  const test = FIELD_TESTS.find((one) => trigger[one] !== undefined);
  if (!field || !test) return;
  const value = trigger[test] ?? 0;
  const place = valuePlace(doc.file, trigger, test);
  if (test !== 'equals' && !isOrdered(field.type)) {
    const args = { field: field.name, type: typeInWords(field.type), what: `\`${test}\``, suggestion: '' };
    report(diagnostic('MW322', args, valuePlace(doc.file, trigger, 'field')));
    return;
  }
  if (!checkValue(value, field, currency, place, report)) return;
  if (test === 'equals' && isRunningTotal(field.name)) {
    report(
      diagnostic('MW301', { field: field.name, value: String(value) }, keyPlace(doc.file, trigger, 'equals')),
    );
  }
}

function checkScope(trigger: Trigger, doors: readonly Door[], { doc, report }: MapContext): void {
  const scope = scopeOf(trigger);
  if (ifOnMapOf(trigger) === 'ignore' && scope !== 'anyone') {
    report(diagnostic('MW314', {}, valuePlace(doc.file, trigger, 'ifOnMap')));
  }
  if (typeof scope !== 'object') return;
  const kinds = new Map(
    doors.flatMap(({ steps }) => [...allSteps(steps)].map(({ id, kind }) => [id, kind] as const)),
  );
  for (const { kind, name } of doors) if (kind === 'trigger') kinds.set(`${name}.end`, 'end');
  scope.parkedAt.forEach((name, index) => {
    const kind = kinds.get(name);
    const place = valuePlace(doc.file, scope.parkedAt, index);
    if (kind === undefined && !doc.file.gaps) {
      const args = { map: doc.value.map, name, suggestion: suggestion(name, kinds.keys()) };
      report(diagnostic('MW307', args, place));
    }
    if (kind !== undefined && kind !== 'end')
      report(
        diagnostic('MW324', { name, kind: `${/^[aeiou]/.test(kind) ? 'an' : 'a'} \`${kind}\` step` }, place),
      );
  });
}
