import { checkMap } from '../check-names.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `map`: acts on another map, which must be there. */
export const map: StepAnalysis<StepOf<'map'>> = {
  check: ({ map }, { context }) => {
    for (const action of Object.keys(map)) checkMap(context, map, action);
  },
};
