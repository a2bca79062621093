import type { ProgramDocument } from '../../language/program.generated.ts';
import { parseMoney } from '../../program/money.ts';
import type { Currency } from '../../program/program.ts';
import type { CommissionRules, FormField, PartnerProgram, Rate, SignUpForm } from '../../program/settings.ts';
import { currencyOf } from '../3-analyze/currency.ts';
import type { Fields } from '../3-analyze/fields.ts';
import { durationIn, durationOf } from './duration.ts';
import { optional } from './steps/step-emitter.ts';

/** What pages, ledger and mailer need of one partner program. */
export function emitProgram(program: ProgramDocument, fields: Fields): PartnerProgram {
  const currency = currencyOf(program.currency);
  if (!currency) throw new Error(`The currency ${program.currency} passed validation.`);
  const { attribution, payout, signUpForm } = program;
  const threshold = payout?.threshold;
  return {
    name: program.program,
    title: program.title ?? program.program,
    currency,
    locale: program.locale ?? 'en',
    timeZone: program.timeZone ?? 'UTC',
    commissionBasisPoints: basisPoints(program.commission?.percent ?? 0),
    ...optional('commission', rulesOf(program, currency)),
    ...optional(
      'attribution',
      attribution && { ...durationIn(attribution, 'cookie'), ...optional('credit', attribution.credit) },
    ),
    ...optional('approval', program.approval),
    ...optional('payoutThreshold', threshold === undefined ? undefined : parseMoney(threshold, currency)),
    ...optional('signUpForm', signUpForm && formOf(signUpForm, fields)),
    links: program.links ?? [],
  };
}

function rulesOf({ commission = {} }: ProgramDocument, currency: Currency): CommissionRules | undefined {
  const { products, holdFor, secondTier, recurring } = commission;
  const rules: CommissionRules = {
    ...optional('products', products && ratesOf(products, currency)),
    ...optional('holdFor', holdFor === undefined ? undefined : durationOf(holdFor)),
    ...optional('secondTierBasisPoints', secondTier && basisPoints(secondTier.percent)),
    ...optional('recurringFor', recurring && durationOf(recurring.for)),
  };
  return Object.keys(rules).length > 0 ? rules : undefined;
}

type Products = NonNullable<NonNullable<ProgramDocument['commission']>['products']>;

function ratesOf(products: Products, currency: Currency): Record<string, Rate> {
  return Object.fromEntries(
    Object.entries(products).map(([name, { flat, percent }]) => [
      name,
      flat === undefined
        ? { basisPoints: basisPoints(percent ?? 0) }
        : { flat: parseMoney(flat, currency) ?? 0 },
    ]),
  );
}

/** 20 % is 2,000 basis points; a percentage has at most two decimals. */
function basisPoints(percent: number): number {
  return Math.round(percent * 100);
}

type WrittenForm = NonNullable<ProgramDocument['signUpForm']>;

function formOf({ id, fields: list, consent, confirmEmail }: WrittenForm, fields: Fields): SignUpForm {
  return {
    id,
    fields: list.map((one) => formField(one, fields)),
    ...optional('consent', consent),
    ...(confirmEmail ? { confirmEmail } : {}),
  };
}

function formField(one: WrittenForm['fields'][number], fields: Fields): FormField {
  const name = typeof one === 'string' ? one : one.field;
  const field = fields.get(name);
  return {
    name,
    label: labelOf(name),
    type: field?.input ?? 'string',
    // Without an address nobody could be written to.
    required: name === 'email' || (typeof one !== 'string' && (one.required ?? false)),
    ...(field?.values ? { values: field.values } : {}),
  };
}

/** "firstName" is asked for as "First name". */
function labelOf(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
