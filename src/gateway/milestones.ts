import type { PartnerView } from '../partners/partner-view.ts';
import { formatMoney } from '../program/money.ts';
import type { Program } from '../program/program.ts';
import type { PartnerProgram } from '../program/settings.ts';

/** What a figure counts, for one and for several. */
const NAMES: Record<string, { one: string; other: string }> = {
  totalSales: { one: 'in sales', other: 'in sales' },
  totalCommission: { one: 'in commission', other: 'in commission' },
  numberOfSales: { one: 'sale', other: 'sales' },
};

/**
 * What a partner has reached in one partner program, in words such as "$5,000 in sales". The memory holds
 * bare numbers; what they count is said by the current `maps`. What no current map of this program
 * counts any more is left out.
 */
export function reachedMilestones(
  partner: PartnerView,
  program: PartnerProgram,
  maps: readonly Program[],
): string[] {
  return partner.milestones.flatMap(({ map, name, value }) => {
    const counting = maps.find((candidate) => candidate.map === map && candidate.program === program.name);
    const field = counting?.milestones.find((set) => set.name === name)?.field;
    if (!counting || field === undefined) return [];
    const figure =
      counting.fields[field] === 'money'
        ? formatMoney(value, program.currency, partner.locale, true)
        : new Intl.NumberFormat(partner.locale).format(value);
    return [`${figure} ${NAMES[field]?.[value === 1 ? 'one' : 'other'] ?? `(${field})`}`];
  });
}
