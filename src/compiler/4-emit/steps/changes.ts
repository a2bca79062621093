import type { FieldLiteral } from '../../../program/program.ts';
import { storedValue } from '../../3-analyze/field-values.ts';
import type { StepEmitter } from './step-emitter.ts';

/** `set`: values as the kernel holds them, or how they are computed. */
export const set: StepEmitter<'set'> = ({ set }, { analysis, currency }) => ({
  values: Object.entries(set).map(([name, value]) => {
    if (typeof value === 'object') return { field: name, cel: value.cel };
    const field = analysis.fields.get(name);
    const stored = storedValue(value, field?.type ?? 'string', field?.currency ?? currency);
    return { field: name, value: stored as FieldLiteral };
  }),
});

/** `tag`. */
export const tag: StepEmitter<'tag'> = ({ tag }) => ({ tags: [tag].flat() });

/** `untag`. */
export const untag: StepEmitter<'untag'> = ({ untag }) => ({ tags: [untag].flat() });

const ACTIONS = ['add', 'remove', 'pause', 'resume'] as const;

/** `map`: the schema lets one action through. */
export const map: StepEmitter<'map'> = ({ map }) => {
  const action = ACTIONS.find((one) => map[one] !== undefined) ?? 'add';
  return { action, target: map[action] ?? '' };
};
