import { diagnostic } from '../../diagnostics/catalog.ts';
import type { ProgramDocument } from '../../language/program.generated.ts';
import { parseMoney } from '../../program/money.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkEmail } from './check-email.ts';
import { checkTopic } from './check-names.ts';
import { checkForm } from './check-sign-up-form.ts';
import { currencyOf } from './currency.ts';
import { tooManyDecimals } from './field-values.ts';
import type { Fields } from './fields.ts';
import type { MergeFields, MergeSource } from './merge-fields.ts';
import { knownOf } from './known.ts';
import { NOTHING } from './shape.ts';
import type { Doc, Report, Sources } from './sources.ts';
import type { Templates } from './templates.ts';

/** What the checks of partner programs look at. */
export interface ProgramContext {
  sources: Sources;
  fields: Fields;
  templates: Templates;
  merge: MergeFields;
  report: Report;
}

type ProgramDoc = Doc<ProgramDocument>;

/** Checks every partner program, and that no two forms have one id. */
export function checkPrograms(context: ProgramContext): void {
  const forms = new Map<string, ProgramDoc>();
  for (const doc of context.sources.programs.values()) {
    checkRates(doc, context.report);
    checkNotice(doc, context);
    checkUseless(doc, context.report);
    const { signUpForm } = doc.value;
    if (!signUpForm) continue;
    checkForm(signUpForm, doc, context);
    if (signUpForm.consent) checkTopic({ ...context, doc }, signUpForm.consent, 'topic');
    const first = forms.get(signUpForm.id);
    forms.set(signUpForm.id, first ?? doc);
    if (!first?.value.signUpForm) continue;
    const related = [
      { message: 'first defined here', ...valuePlace(first.file, first.value.signUpForm, 'id') },
    ];
    const place = valuePlace(doc.file, signUpForm, 'id');
    context.report(diagnostic('MW309', { what: 'form', name: signUpForm.id }, place, { related }));
  }
}

/** A program's notice tells of a sale and its commission; with `coalesce` of several. */
const NOTICE: ReadonlySet<MergeSource> = new Set(['always', 'program', 'sale', 'commission', 'sales']);

function checkNotice(doc: ProgramDoc, context: ProgramContext): void {
  const notice = doc.value.notifyPartner?.commissionEarned;
  if (!notice) return;
  checkEmail({ ...context, doc }, notice, 'email', [
    knownOf({ from: '', key: '', event: NOTHING, merges: NOTICE }),
  ]);
  if (earns(doc.value) || doc.file.gaps) return;
  const place = keyPlace(doc.file, doc.value.notifyPartner ?? {}, 'commissionEarned');
  context.report(diagnostic('MW371', { program: doc.value.program }, place));
}

function earns({ commission }: ProgramDocument): boolean {
  if (!commission) return false;
  const { percent = 0, products = {} } = commission;
  return percent > 0 || Object.values(products).some((rate) => (rate.percent ?? rate.flat ?? 0) > 0);
}

/** Settings that read like a promise, and need something that the program does not have. */
function checkUseless({ file, value }: ProgramDoc, report: Report): void {
  if (file.gaps) return;
  const useless = (setting: 'approval' | 'attribution', why: string) =>
    report(diagnostic('MW345', { setting, why }, keyPlace(file, value, setting)));
  if (value.approval && !value.signUpForm)
    useless('approval', 'nobody can apply, for the program has no `signUpForm`');
  if (value.attribution && !value.links?.length)
    useless('attribution', 'the program has no `links` by which anybody could come');
}

function checkRates(doc: ProgramDoc, report: Report): void {
  const { commission, payout } = doc.value;
  for (const rate of [commission, commission?.secondTier, ...Object.values(commission?.products ?? {})]) {
    if (!rate) continue;
    if (rate.percent !== undefined) checkPercent(rate, rate.percent, doc, report);
    if ('flat' in rate) checkAmount(rate, 'flat', doc, report);
  }
  if (payout) checkAmount(payout, 'threshold', doc, report);
}

const PERCENT_DIGITS = 2;
const SMALLEST = 0.01;

function checkPercent(rate: object, percent: number, doc: ProgramDoc, report: Report): void {
  if (Number(percent.toFixed(PERCENT_DIGITS)) === percent) return;
  const args = {
    value: String(percent),
    what: 'a percentage',
    most: `at most ${PERCENT_DIGITS}`,
    example: Math.max(percent, SMALLEST).toFixed(PERCENT_DIGITS),
  };
  report(diagnostic('MW313', args, valuePlace(doc.file, rate, 'percent')));
}

function checkAmount(container: object, key: string, doc: ProgramDoc, report: Report): void {
  const amount = (container as Record<string, unknown>)[key];
  const currency = currencyOf(doc.value.currency);
  if (typeof amount !== 'number' || !currency || parseMoney(amount, currency) !== undefined) return;
  report(tooManyDecimals(amount, currency, valuePlace(doc.file, container, key)));
}
