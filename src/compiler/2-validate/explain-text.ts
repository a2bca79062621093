import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import { parseDuration } from '../../program/time.ts';
import { keyPlace } from '../1-parse/parsed-file.ts';
import type { Explained } from './explain.ts';
import { FORMATS, type TextFormat } from './formats.ts';
import { PATTERNS } from './patterns.ts';

/** Explains a text that has not the form that its key asks for. */
export function explainText(one: Explained): Diagnostic {
  const { error } = one;
  const propertyName = (error as { propertyName?: string }).propertyName;
  const text = propertyName ?? String(error.data);
  const place =
    propertyName === undefined ? one.value : keyPlace(one.file, error.data as object, propertyName);
  if (error.keyword === 'pattern') {
    const pattern = PATTERNS[String(error.params['pattern'])] ?? {
      expected: 'of the right form',
      example: '…',
    };
    return diagnostic('MW206', { value: shortened(text), ...pattern }, place);
  }
  const name = String(error.params['format']) as keyof typeof FORMATS;
  if (name === 'duration' || name === 'positive-duration' || name === 'offset') {
    if (parseDuration(text) !== undefined) return diagnostic('MW312', { what: `\`${one.at.path}\`` }, place);
    return diagnostic('MW311', { value: shortened(text), suggestion: durationMeant(text) }, place);
  }
  const format: TextFormat = FORMATS[name];
  if (isCode(name)) {
    const args = {
      value: shortened(text),
      what: format.expected,
      form: FORMS[name],
      suggestion: suggestion(text, known(name)),
    };
    return diagnostic('MW325', args, place);
  }
  return diagnostic(
    'MW206',
    { value: shortened(text), expected: format.expected, example: format.example },
    place,
  );
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

function known(name: keyof typeof FORMS): string[] {
  if (name === 'locale') return [];
  if (name === 'currency') return Intl.supportedValuesOf('currency');
  return [...(name === 'time-zone' ? [] : ['contact']), ...Intl.supportedValuesOf('timeZone')];
}

const UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'];

/** "3d", "2hours", "1 dya": what was probably meant. */
function durationMeant(text: string): string {
  const match = /^\s*(\d{1,4})\s*([A-Za-z]+)\s*$/.exec(text);
  if (!match) return '';
  const [, count = '', word = ''] = match;
  const lower = word.toLowerCase();
  const byLetter = { m: 'minute', min: 'minute', h: 'hour', hr: 'hour', d: 'day', w: 'week', y: 'year' }[
    lower
  ];
  const unit =
    byLetter ?? /`(\w+?)s?`/.exec(suggestion(lower, [...UNITS, ...UNITS.map((one) => `${one}s`)]))?.[1];
  return unit === undefined ? '' : `Did you mean \`${count} ${unit}${count === '1' ? '' : 's'}\`? `;
}

/** A long value cut for a message. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
