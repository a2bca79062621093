import { decimalOf } from '../../program/money.ts';
import { wakeOf } from '../../program/run-views.ts';
import type { Place } from '../../program/run-state.ts';
import { ledgerFields } from '../../simulator/ledger-fields.ts';
import type { Scene } from '../../simulator/scene.ts';
import { instantWords } from '../test-report/happening-words.ts';

/** Where the contact stands, what they wait for, and their figures: lines for people. */
export function stateWords({ run, facts }: Scene): string[] {
  const { maps } = run.state;
  const places = Object.entries(maps).flatMap(([map, state]) =>
    state.places.map((place) => `${map} ${place.step} since ${at(place.since)}${waitingWords(place)}`),
  );
  const reached = Object.entries(maps).flatMap(([map, { milestones }]) =>
    Object.entries(milestones).map(([name, values]) => `${map} milestones ${name}: ${values.length} reached`),
  );
  const enrolments = Object.entries(facts.enrolments).flatMap(([name, { status }]) => {
    const currency = facts.settings.programs[name]?.currency;
    if (!currency) return [];
    const { totalSales, numberOfSales, totalCommission } = ledgerFields(facts, name);
    const money = (minor: number) => `${decimalOf(minor, currency)} ${currency.code}`;
    return [
      `${name}: ${status}, sales ${money(totalSales)} in ${numberOfSales}, commission ${money(totalCommission)}`,
    ];
  });
  return [
    `It is ${at(run.now)}.`,
    ...(places.length > 0 ? places : ['The contact stands nowhere.']),
    ...reached,
    ...enrolments,
  ];
}

function waitingWords(place: Place): string {
  const wake = wakeOf(place);
  const until = wake === undefined ? '' : `, next at ${at(wake)}`;
  return place.waits.for === 'nothing' ? until : `, waits for ${WAITS[place.waits.for]}${until}`;
}

const WAITS: Record<Exclude<Place['waits']['for'], 'nothing'>, string> = {
  activity: 'an activity',
  retry: 'another attempt',
  resolution: 'an instant to be found',
  instant: 'an instant',
  event: 'an event',
  decision: 'a decision',
  join: 'its paths',
  repair: 'repair',
  resume: 'the end of the pause',
};

function at(instant: number): string {
  return instantWords(new Date(instant).toISOString());
}
