import { diagnostic } from '../../diagnostics/catalog.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import type { Scenario, TimelineEntry } from '../../language/scenario.generated.ts';
import { parseMoney } from '../../program/money.ts';
import type { Currency } from '../../program/program.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { currencyOf } from './currency.ts';
import { tooManyDecimals } from './field-values.ts';
import type { Fields } from './fields.ts';
import { mayBeMissing, type Doc, type Report, type Sources } from './sources.ts';
import { allSteps, type Door } from './step-tree.ts';

/** What the checks of scenarios look at. */
interface ScenarioContext {
  sources: Sources;
  fields: Fields;
  /** The doors of each map, by its name. */
  doors: ReadonlyMap<string, readonly Door[]>;
  report: Report;
}

/** Checks that what scenarios name is there. */
export function checkScenarios(context: ScenarioContext): void {
  for (const doc of context.sources.scenarios) new ScenarioCheck(doc, context).run();
}

/** Emails that the system writes itself. */
const BUILT_IN_EMAILS: readonly string[] = ['approval-request'];

class ScenarioCheck {
  readonly #doc: Doc<Scenario>;
  readonly #context: ScenarioContext;
  readonly #maps: string[];

  constructor(doc: Doc<Scenario>, context: ScenarioContext) {
    this.#doc = doc;
    this.#context = context;
    this.#maps = [doc.value.map].flat();
  }

  run(): void {
    const { sources } = this.#context;
    const { value } = this.#doc;
    const isList = Array.isArray(value.map);
    this.#maps.forEach((_name, index) => {
      const [container, key] = isList ? [value.map as string[], index] : [value, 'map'];
      this.#check('MW331', container, key, [...sources.maps.keys()], sources.broken.map.size > 0);
    });
    this.#checkFields(value.contact);
    for (const entry of value.timeline) this.#entry(entry);
    for (const list of [value.expect?.emails, value.expect?.teamEmails, value.expect?.skipped]) {
      for (const mail of list ?? []) this.#email(mail, 'template');
    }
    value.expect?.standsAt?.forEach((_id, index, list) => this.#step(list, index));
  }

  #entry(entry: TimelineEntry): void {
    const { sources } = this.#context;
    if ('submit' in entry) {
      const forms = [...sources.programs.values()].flatMap(({ value }) => value.signUpForm?.id ?? []);
      this.#check('MW303', entry, 'submit', forms, mayBeMissing(sources, 'program'));
      if (entry.fields) this.#checkFields(entry.fields);
    }
    if ('approve' in entry && entry.approve.step !== undefined) this.#step(entry.approve, 'step');
    if ('reject' in entry && entry.reject.step !== undefined) this.#step(entry.reject, 'step');
    if ('sale' in entry) this.#amount(entry.sale);
    if ('refund' in entry) this.#amount(entry.refund);
    if ('mailFails' in entry) this.#email(entry.mailFails, 'template');
  }

  #email(container: object, key: string): void {
    const { emails, broken } = this.#context.sources;
    this.#check('MW302', container, key, [...emails.keys(), ...BUILT_IN_EMAILS, ...broken.email], false);
  }

  #step(container: object, key: string | number): void {
    const { doors, sources } = this.#context;
    const known = this.#maps.flatMap((map) => (doors.get(map) ?? []).flatMap(idsOf));
    const uncertain = this.#maps.some((map) => sources.maps.get(map)?.file.gaps ?? true);
    const name = nameIn(container, key);
    if (uncertain || known.includes(name)) return;
    const args = { map: this.#maps.join(', '), name, suggestion: suggestion(name, known) };
    this.#context.report(diagnostic('MW307', args, valuePlace(this.#doc.file, container, key)));
  }

  #check(
    code: 'MW302' | 'MW303' | 'MW331',
    container: object,
    key: string | number,
    known: readonly string[],
    uncertain: boolean,
  ): void {
    const name = nameIn(container, key);
    if (uncertain || known.includes(name)) return;
    const place = valuePlace(this.#doc.file, container, key);
    this.#context.report(diagnostic(code, { name, suggestion: suggestion(name, known) }, place));
  }

  #checkFields(values: object): void {
    const { fields, sources, report } = this.#context;
    const known = [...fields.keys()];
    for (const name of Object.keys(values)) {
      if (known.includes(name) || mayBeMissing(sources, 'contact')) continue;
      const place = keyPlace(this.#doc.file, values, name);
      report(diagnostic('MW306', { name, suggestion: suggestion(name, known) }, place));
    }
  }

  #amount(container: { amount?: string | number }): void {
    const { amount } = container;
    const currency = this.#currency();
    if (amount === undefined || !currency || parseMoney(amount, currency) !== undefined) return;
    const place = valuePlace(this.#doc.file, container, 'amount');
    if (/^-?\d+\.\d+$/.test(String(amount)))
      return this.#context.report(tooManyDecimals(amount, currency, '', place));
    const args = { value: String(amount), expected: 'an amount of money', example: '100.00' };
    this.#context.report(diagnostic('MW206', args, place));
  }

  #currency(): Currency | undefined {
    const { maps, programs } = this.#context.sources;
    const name = this.#maps.map((map) => maps.get(map)?.value.program).find(Boolean);
    const program = name === undefined ? undefined : programs.get(name);
    return program && currencyOf(program.value.currency);
  }
}

function nameIn(container: object, key: string | number): string {
  return String((container as Record<string | number, unknown>)[key]);
}

/** The ids where contacts can stand behind a door, with its implicit end. */
function idsOf({ kind, name, steps }: Door): string[] {
  const ids = [...allSteps(steps)].map(({ id }) => id);
  return kind === 'trigger' ? [...ids, `${name}.end`] : ids;
}
