import type { PartnerView } from '../partners/partner-view.ts';
import type { FieldChange } from '../program/events.ts';
import { formatMoney } from '../program/money.ts';
import type { MilestoneSet, Program } from '../program/program.ts';
import type { PartnerProgram } from '../program/settings.ts';
import { currencyOf } from '../program/turn.ts';

/** What a figure counts, for one and for several. */
const NAMES: Record<string, { one: string; other: string }> = {
  totalSales: { one: 'in sales', other: 'in sales' },
  totalCommission: { one: 'in commission', other: 'in commission' },
  numberOfSales: { one: 'sale', other: 'sales' },
};

/** A threshold that is still ahead. */
export interface NextMilestone {
  /** "$25,000 in sales". */
  name: string;
  /** "$14,000 in sales to go". */
  distance: string;
  /** How much of it is reached, in whole percent, below 100. */
  percent: number;
}

/** A milestone's figure in words, such as "$5,000 in sales". */
function inWords(
  value: number,
  field: string,
  map: Program,
  program: PartnerProgram,
  locale: string,
): string {
  const figure =
    map.fields[field] === 'money'
      ? formatMoney(value, currencyOf(map, field) ?? program.currency, locale, true)
      : new Intl.NumberFormat(locale).format(value);
  return `${figure} ${NAMES[field]?.[value === 1 ? 'one' : 'other'] ?? `(${field})`}`;
}

/**
 * What a partner has reached in one partner program, in words such as "$5,000 in sales". The memory holds
 * bare numbers; what they count is said by the current `maps`. What no current map of this program
 * counts any more is left out.
 */
export function reachedMilestones(
  partner: Pick<PartnerView, 'milestones' | 'locale'>,
  program: PartnerProgram,
  maps: readonly Program[],
): string[] {
  return partner.milestones.flatMap(({ map, name, value }) => {
    const counting = maps.find((candidate) => candidate.map === map && candidate.program === program.name);
    const field = counting?.milestones.find((set) => set.name === name)?.field;
    return counting && field !== undefined ? [inWords(value, field, counting, program, partner.locale)] : [];
  });
}

/** The next threshold of each figure that the program's maps watch, the nearest first. */
export function nextMilestones(
  partner: PartnerView,
  program: PartnerProgram,
  maps: readonly Program[],
): NextMilestone[] {
  const { totalSales, totalCommission, numberOfSales, locale } = partner;
  const figures: Record<string, number> = { totalSales, totalCommission, numberOfSales };
  const ahead = setsOf(program, maps).flatMap(({ map, set }) => {
    const now = figures[set.field];
    const reached = partner.milestones
      .filter((one) => one.map === map.map && one.name === set.name)
      .map(({ value }) => value);
    const next = set.at.find(({ value }) => value > (now ?? 0) && !reached.includes(value))?.value;
    if (now === undefined || next === undefined) return [];
    return {
      name: inWords(next, set.field, map, program, locale),
      distance: `${inWords(next - now, set.field, map, program, locale)} to go`,
      percent: Math.max(0, Math.floor((100 * now) / next)),
    };
  });
  const distinct = ahead.filter(({ name }, index) => ahead.findIndex((one) => one.name === name) === index);
  return distinct.sort((a, b) => b.percent - a.percent);
}

/** Thresholds that a fact's changes went over, upwards, in words; several maps that watch the same count once. */
export function crossedMilestones(
  changes: readonly FieldChange[],
  program: PartnerProgram,
  maps: readonly Program[],
  locale: string,
): string[] {
  const crossed = setsOf(program, maps).flatMap(({ map, set }) => {
    const change = changes.find(({ field }) => field === set.field);
    const [before, after] = [Number(change?.before ?? 0), Number(change?.after ?? 0)];
    return set.at
      .filter(({ value }) => before < value && value <= after)
      .map(({ value }) => inWords(value, set.field, map, program, locale));
  });
  return [...new Set(crossed)];
}

function setsOf(program: PartnerProgram, maps: readonly Program[]): { map: Program; set: MilestoneSet }[] {
  return maps
    .filter((map) => map.program === program.name)
    .flatMap((map) => map.milestones.map((set) => ({ map, set })));
}
