import type { DeclaredAttribute, EventMatch, Program } from '../../program/program.ts';
import type { Step } from '../../program/step-types.ts';
import type { DeclaredValue, Settings } from '../../program/settings.ts';
import type { Analysis } from '../3-analyze/analyze.ts';
import type { Shape } from '../3-analyze/shape.ts';
import { optional } from './steps/step-emitter.ts';

/** What doors check the data of custom events against; undefined when none is declared. */
export function emitEvents({ customEvents }: Analysis): Settings['events'] {
  const events = [...customEvents].map(([name, shape]) => [name, valuesOf(shape)] as const);
  return events.length > 0 ? Object.fromEntries(events) : undefined;
}

/** The custom events that a map listens to, with what CEL sees of them. */
export function eventsHeard(
  matches: readonly EventMatch[],
  steps: readonly Step[],
  { customEvents }: Analysis,
): Program['events'] {
  const all = [...matches, ...steps.flatMap((step) => ('on' in step ? [step.on] : []))];
  const names = [...new Set(all.flatMap(({ type, name }) => (type === 'custom' && name ? [name] : [])))];
  if (names.length === 0) return undefined;
  return Object.fromEntries(
    names.sort().map((name) => {
      const values = Object.entries(valuesOf(customEvents.get(name)));
      return [name, Object.fromEntries(values.map(([key, value]) => [key, attributeOf(value)]))];
    }),
  );
}

/** What the activities answer whose answers the steps of a map read. */
export function activitiesRead(steps: readonly Step[], { activities }: Analysis): Program['activities'] {
  const called = steps.flatMap((step) =>
    step.kind === 'call' && step.as !== undefined ? [step.activity] : [],
  );
  const names = [...new Set(called)].sort();
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => [name, valuesOf(activities.get(name)?.output)]));
}

function attributeOf({ type, currency }: DeclaredValue): DeclaredAttribute {
  return { type, ...optional('currency', currency) };
}

function valuesOf(shape: Shape | undefined): Record<string, DeclaredValue> {
  if (!shape || shape === 'any' || 'type' in shape) return {};
  const values = Object.entries(shape.attributes).flatMap(([name, inner]) => {
    if (inner === 'any' || !('type' in inner)) return [];
    const { type, currency, values: allowed } = inner;
    const form = 'form' in inner ? (inner.form as DeclaredValue['form']) : undefined;
    return [
      [
        name,
        {
          type,
          ...optional('form', form),
          ...optional('values', allowed && [...allowed]),
          ...optional('currency', currency),
        },
      ] as const,
    ];
  });
  return Object.fromEntries(values);
}
