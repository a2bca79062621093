import { salesOf } from './collecting.ts';
import type { MergeValues, TypedFigure } from './commands.ts';
import { ENROLMENT_FIELDS, isEnrolmentField } from './contact-fields.ts';
import type { FieldLiteral, FieldType } from './program.ts';
import type { Place } from './run-state.ts';
import { fieldOf, type MapTurn } from './turn.ts';

/**
 * The figures a mail keeps from the decision that issues it, for the merge fields its template uses.
 * Names and addresses are not among them: they are read when the mail is sent.
 */
export function mergeValues(turn: MapTurn, place: Place, merges: readonly string[]): MergeValues {
  const all = { ...place.occasion, milestone: milestoneValues(turn, place) } as Record<string, unknown>;
  const values: MergeValues = {};
  for (const path of merges) {
    const [root = '', name = ''] = path.split('.');
    if (root === 'contact') {
      if (isEnrolmentField(name)) values[path] = fieldOf(turn, name) ?? unsetValue(name);
      else if (isFigure(turn.program.fields[name])) values[path] = fieldOf(turn, name);
    } else if (root === 'calls') {
      values[path] = answerOf(turn, place, path);
    } else {
      values[path] =
        path === 'sales'
          ? salesOf(place.occasion)
          : ((all[root] as Record<string, unknown> | undefined)?.[name] ?? null);
    }
  }
  if (place.occasion.milestone) Object.assign(values, milestoneKind(turn, watchedField(turn, place)));
  return values;
}

/** A value of `calls.NAME.VALUE`; null where the activity left it out. */
function answerOf(
  { program }: MapTurn,
  { occasion }: Place,
  path: string,
): FieldLiteral | TypedFigure | null {
  const [, as = '', name = ''] = path.split('.');
  const { activity = '', output = {} } = occasion.calls?.[as] ?? {};
  const { type, currency } = program.activities?.[activity]?.[name] ?? {};
  const value = output[name] ?? null;
  if (typeof value !== 'number') return value;
  if (type === 'instant') return { type, value };
  return type === 'money' && currency ? { type, value, currency } : value;
}

/** Whether the figures of a milestone are amounts, and in which currency if not the partner program's. */
function milestoneKind({ program: { currencies, fields } }: MapTurn, field: string): MergeValues {
  const currency = currencies?.[field];
  return {
    'milestone.isMoney': fields[field] === 'money',
    ...(currency ? { 'milestone.currency': currency } : {}),
  };
}

/** Own texts are read at sending, as names are: they may be personal, and a run holds no more of that than it has to. */
function isFigure(type: FieldType | undefined): boolean {
  return type !== undefined && type !== 'string' && type !== 'list';
}

/** A total that nothing has added to yet is zero, also in a program that the contact has only just joined. */
function unsetValue(field: string): number | null {
  return ['money', 'integer'].includes(ENROLMENT_FIELDS[field] ?? '') ? 0 : null;
}

function milestoneValues(turn: MapTurn, place: Place) {
  const { milestone } = place.occasion;
  if (!milestone) return undefined;
  const total = Number(fieldOf(turn, watchedField(turn, place)) ?? 0);
  return {
    value: milestone.value,
    values: milestone.values,
    next: milestone.next ?? null,
    toNext: milestone.next === undefined ? null : Math.max(0, milestone.next - total),
  };
}

function watchedField(turn: MapTurn, place: Place): string {
  return turn.program.milestones.find(({ name }) => `milestones/${name}` === place.door)?.field ?? '';
}
