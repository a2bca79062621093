import type { CatalogEntry } from './entry.ts';

/** Problems of the people that a simulation is to play. */
export const POPULATION_PROBLEMS = {
  MW391: {
    severity: 'error',
    title: 'Range the wrong way round',
    message: '`{key}` goes from {from} to {to}, which is less.',
    hint: 'Write the smaller value in `from`.',
    explanation:
      'Something between the two values is drawn for each contact, and there is nothing between them.',
  },
  MW392: {
    severity: 'error',
    title: 'More than all of them',
    message: 'The shares of `approved` and `rejected` come to {total} %.',
    hint: 'Lower one of them; who is in neither share waits for a decision for ever.',
    explanation: 'An application is approved or rejected, not both.',
  },
} as const satisfies Record<string, CatalogEntry>;
