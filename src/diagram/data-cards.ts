import type { MapStep, SetStep } from '../program/step-types.ts';
import { conditionWords, shortened } from './condition-words.ts';
import type { Cards } from './card.ts';
import { durationWords } from './duration-words.ts';
import { valueWords } from './value-words.ts';

/** The steps that change something, here or elsewhere. */
export const dataCards: Cards<'set' | 'tag' | 'untag' | 'map' | 'webhook' | 'call'> = {
  set: ({ values }, program) => {
    const [first = '', ...others] = values.map(assignment(program));
    return { word: 'Set field', title: first, lines: others };
  },
  tag: ({ tags }) => ({ word: 'Add tag', title: tags.join(', ') }),
  untag: ({ tags }) => ({ word: 'Remove tag', title: tags.join(', ') }),
  map: ({ action, target }) => ({ word: 'Other map', title: MAP_ACTIONS[action](target) }),
  webhook: ({ method, url, timeout }) => ({
    word: 'Webhook',
    title: `${method} ${addressWords(url)}`,
    lines: [`answer within ${durationWords(timeout)}`],
  }),
  call: ({ activity, as }) => ({
    word: 'Activity',
    title: activity,
    lines: as === undefined ? [] : [`answer kept as ${as}`],
  }),
};

const MAP_ACTIONS: Record<MapStep['action'], (target: string) => string> = {
  add: (target) => `Add to ${target}`,
  remove: (target) => `Remove from ${target}`,
  pause: (target) => `Pause on ${target}`,
  resume: (target) => `Resume on ${target}`,
};

const assignment =
  (program: Parameters<typeof valueWords>[0]) =>
  ({ field, value, cel }: SetStep['values'][number]): string =>
    `${field} = ${cel === undefined ? valueWords(program, field, value ?? '') : conditionWords(cel)}`;

/** An address without its scheme and query, which are noise in a picture. */
function addressWords(url: string): string {
  return shortened(url.replace(/^https?:\/\//, '').replace(/[?#].*$/s, ''), 48);
}
