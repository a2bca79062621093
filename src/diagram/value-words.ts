import type { Currency, FieldLiteral, Program } from '../program/program.ts';
import { amountText } from '../program/summary.ts';

type Reading = Pick<Program, 'fields' | 'currency'>;

/** A value of a field as the picture shows it: "1,000 USD", "12,000", "'gold'". */
export function valueWords({ fields, currency }: Reading, field: string, value: FieldLiteral): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'boolean') return String(value);
  return fields[field] === 'money' && currency ? amountText(value, currency) : grouped(value);
}

const MOST_SHOWN = 6;

/** Thresholds in one breath: "5,000 / 10,000 / 25,000 USD"; of a long row the first ones and the last. */
export function thresholdWords({ fields, currency }: Reading, field: string, at: readonly number[]): string {
  const money: Currency | undefined = fields[field] === 'money' ? currency : undefined;
  const texts = at.map((value) =>
    money ? amountText(value, money).slice(0, -(money.code.length + 1)) : grouped(value),
  );
  const shown =
    texts.length <= MOST_SHOWN ? texts : [...texts.slice(0, MOST_SHOWN - 2), '…', ...texts.slice(-1)];
  return shown.join(' / ') + (money ? ` ${money.code}` : '');
}

/** A number with its thousands marked, the same on every machine: "12,000". */
export function grouped(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}
