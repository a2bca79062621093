import type { Currency } from '../../program/program.ts';

/** A currency with the decimals of its minor unit, as CLDR knows them; undefined for an unknown code. */
export function currencyOf(code: string): Currency | undefined {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency: code,
    }).resolvedOptions();
    return { code, digits: maximumFractionDigits ?? 2 };
  } catch {
    return undefined;
  }
}
