import { decimalOf } from './money.ts';
import type { Currency } from './program.ts';
import type { Place } from './run-state.ts';
import { currencyOf, fieldOf, type MapTurn } from './turn.ts';

/** What an operator reads in the Temporal UI: the occasion, then what is done about it. No personal data. */
export function summaryOf(turn: MapTurn, place: Place, doing: string): string {
  const { milestone, sale } = place.occasion;
  if (milestone) {
    const set = turn.program.milestones.find(({ name }) => `milestones/${name}` === place.door);
    const field = set?.field ?? '';
    const figure =
      turn.program.fields[field] === 'money'
        ? (value: number) => amountText(value, currencyOf(turn.program, field))
        : String;
    const total = Number(fieldOf(turn, field) ?? 0);
    return `Milestone ${figure(milestone.value)} reached (total ${figure(total)}): ${doing}`;
  }
  if (sale) return `Sale ${sale.id} of ${amountText(sale.amount, turn.program.currency)}: ${doing}`;
  return doing.charAt(0).toUpperCase() + doing.slice(1);
}

/** An amount for operators, such as "5,000 USD". Without Intl, whose data differs between machines: a summary is part of the history. */
export function amountText(minor: number, currency: Currency | undefined): string {
  if (!currency) return String(minor);
  const [whole = '', fraction] = decimalOf(minor, currency).split('.');
  const grouped = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return `${grouped}${fraction && Number(fraction) > 0 ? `.${fraction}` : ''} ${currency.code}`;
}
