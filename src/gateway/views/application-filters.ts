import { ASKED, isNarrowed, STATES, type ApplicationQuery } from '../list-query.ts';
import { filterForm } from './filter-form.ts';
import type { Html } from './html.ts';
import type { Wordbook } from './wordbook.ts';

/** What the search field takes, on every list. */
export const SEARCH_LABEL = 'Name, address or referral code';

/** By what applications can be narrowed. With one team there is nothing to choose. */
export function applicationFilters(query: ApplicationQuery, teams: readonly string[], words: Wordbook): Html {
  const team = {
    name: 'team',
    label: 'Team',
    any: 'All teams',
    options: teams.map((name) => [name, name] as const),
    chosen: query.team,
  };
  return filterForm({
    action: '/console',
    searchLabel: SEARCH_LABEL,
    searched: query.q,
    narrowed: isNarrowed(query),
    choices: [
      {
        name: 'state',
        label: 'State',
        any: 'All',
        options: Object.entries(STATES),
        chosen: query.state,
      },
      programChoice(query.program, words),
      ...(teams.length > 1 ? [team] : []),
      {
        name: 'asked',
        label: 'Asked',
        any: 'At any time',
        options: Object.entries(ASKED).map(([value, { label }]) => [value, label] as const),
        chosen: query.asked,
      },
    ],
  });
}

/** The choice of a partner program. */
export function programChoice(chosen: string, { programs }: Wordbook) {
  return {
    name: 'program',
    label: 'Program',
    any: 'All programs',
    options: programs.map(({ name, title }) => [name, title] as const),
    chosen,
  };
}
