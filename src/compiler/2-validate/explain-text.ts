import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import { parseDuration } from '../../program/time.ts';
import { keyPlace } from '../1-parse/parsed-file.ts';
import { durationMeant, offsetMeant } from './duration-meant.ts';
import type { Explained } from './explain.ts';
import { FORMATS, type TextFormat } from './formats.ts';
import { lackingDay } from './instant-meant.ts';
import { PATTERNS } from './patterns.ts';

/** Explains a text that has not the form that its key asks for. */
export function explainText(one: Explained): Diagnostic {
  const { error } = one;
  const propertyName = (error as { propertyName?: string }).propertyName;
  const text = propertyName ?? String(error.data);
  const place =
    propertyName === undefined ? one.value : keyPlace(one.file, error.data as object, propertyName);
  if (error.keyword === 'pattern') {
    const source = String(error.params['pattern']);
    const { expected, example, meant } = PATTERNS[source] ?? { expected: 'of the right form', example: '…' };
    const near = meant?.(text) ?? '';
    const args = {
      value: shortened(text),
      expected,
      example: new RegExp(source, 'u').test(near) ? near : example,
    };
    return diagnostic('MW206', args, place);
  }
  const name = String(error.params['format']) as keyof typeof FORMATS;
  if (name === 'duration' || name === 'positive-duration' || name === 'offset') {
    if (parseDuration(text) !== undefined) return diagnostic('MW312', { what: `\`${one.at.path}\`` }, place);
    const meant = name === 'offset' ? offsetMeant(text) : durationMeant(text);
    return diagnostic('MW311', { value: shortened(text), suggestion: meant }, place);
  }
  const format: TextFormat = FORMATS[name];
  if (isCode(name)) {
    const args = {
      value: shortened(text),
      what: format.expected,
      form: FORMS[name],
      suggestion: suggestion(text, known(name, text)),
    };
    return diagnostic('MW325', args, place);
  }
  const near = format.meant?.(text) ?? '';
  const example = near !== '' && format.accepts(near) ? near : format.example;
  const expected = lackingDay(text) ?? format.expected;
  return diagnostic('MW206', { value: shortened(text), expected, example }, place);
}

/** What is looked up in one of the world's lists. */
function isCode(name: string): name is keyof typeof FORMS {
  return Object.hasOwn(FORMS, name);
}

const FORMS = {
  currency: 'an ISO 4217 code, such as USD',
  locale: 'a BCP 47 tag, such as en-US',
  'time-zone': 'an IANA name, such as Europe/London',
  'contact-or-time-zone': '`contact` or an IANA name, such as Europe/London',
} as const;

/** Currencies are all near each other: only one in the wrong case is certain to be meant. */
function known(name: keyof typeof FORMS, text: string): string[] {
  if (name === 'locale') return [];
  if (name === 'currency')
    return Intl.supportedValuesOf('currency').filter((code) => code === text.toUpperCase());
  return [...(name === 'time-zone' ? [] : ['contact']), ...Intl.supportedValuesOf('timeZone')];
}

/** A long value cut for a message. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
