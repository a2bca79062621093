import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Delay, Population } from '../../language/population.generated.ts';
import { parseMoney } from '../../program/money.ts';
import type { Currency } from '../../program/program.ts';
import { addUtc, parseDuration } from '../../program/time.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { checkName } from './check-names.ts';
import { tooManyDecimals } from './field-values.ts';
import { currencyIn, type AllScenarios } from './scenario-names.ts';
import { checkFieldValues } from './scenario-names.ts';
import { mayBeMissing, type Doc, type Report } from './sources.ts';

/** Checks that what a population names is there, and that its ranges and shares can be drawn from. */
export function checkPopulation(doc: Doc<Population>, all: AllScenarios): void {
  const { sources, report } = all;
  const { value } = doc;
  const maps = [value.map].flat();
  const context = { ...all, doc, currency: currencyIn(maps, sources) };
  maps.forEach((_name, index) => {
    const [container, key] = Array.isArray(value.map) ? [value.map, index] : [value, 'map'];
    checkName(context, 'MW331', container, key, [...sources.maps.keys()], sources.broken.map.size > 0);
  });
  const forms = [...sources.programs.values()].flatMap(({ value: { signUpForm } }) => signUpForm?.id ?? []);
  checkName(context, 'MW303', value.signUps, 'form', forms, mayBeMissing(sources, 'program'));
  if (value.signUps.fields) checkFieldValues(context, value.signUps.fields);
  const { decisions, logins, refunds, sales } = value;
  for (const delayed of [decisions, logins, refunds])
    if (delayed?.after) checkDelay(doc, delayed.after, report);
  if (sales && context.currency) checkDecimals(doc, sales.amount, context.currency, report);
  if (sales && sales.amount.from > sales.amount.to)
    reportRange(doc, sales.amount, 'amount', [String(sales.amount.from), String(sales.amount.to)], report);
  checkShares(doc, report);
}

function checkDecimals(
  { file }: Doc<Population>,
  amount: { from: number; to: number },
  currency: Currency,
  report: Report,
): void {
  for (const end of ['from', 'to'] as const) {
    const isFraction = String(amount[end]).includes('.');
    if (isFraction && parseMoney(amount[end], currency) === undefined)
      report(tooManyDecimals(amount[end], currency, valuePlace(file, amount, end)));
  }
}

function checkDelay(doc: Doc<Population>, after: Delay, report: Report): void {
  const [from, to] = [after.from, after.to].map((text) => addUtc(0, parseDuration(text) ?? {}));
  if (from !== undefined && to !== undefined && from > to)
    reportRange(doc, after, 'after', [after.from, after.to], report);
}

function reportRange(
  { file }: Doc<Population>,
  range: object,
  key: string,
  [from = '', to = '']: string[],
  report: Report,
): void {
  report(diagnostic('MW391', { key, from, to }, valuePlace(file, range, 'to')));
}

function checkShares({ file, value: { decisions } }: Doc<Population>, report: Report): void {
  const { approved, rejected } = decisions ?? {};
  const total = (approved ?? 0) + (rejected ?? 0);
  if (!decisions || total <= 100) return;
  report(diagnostic('MW392', { total: String(total) }, valuePlace(file, decisions, 'rejected')));
}
