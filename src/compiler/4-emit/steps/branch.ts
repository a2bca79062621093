import { optional, type StepEmitter } from './step-emitter.ts';

/** `branch`: both forms become a list of cases. */
export const branch: StepEmitter<'branch'> = (_step, { node }) => ({
  cases: node.paths
    .filter(({ name }) => name !== 'onFailure')
    .map(({ when, steps }) => ({ ...optional('when', when), first: steps[0]?.id ?? null })),
});
