import { languageKeys } from '../../language/schemas.ts';

/** What an author probably meant by a value of the wrong type, and how to write it. */
export interface Meant {
  hint: string;
  /** What to write in place of the value's source, where it is certain. */
  replacement?: string;
}

/** A value as it was written, and what its key takes: JSON types, as schemas name them. */
export interface Written {
  expected: readonly string[];
  /** With quotes; for a value that is not there the rest of its line. */
  source: string;
  value: unknown;
}

/**
 * Recognises values that YAML 1.2 reads as another type than their author did. Undefined when nothing tells what was
 * meant. Pure knowledge: nothing here knows of files or places.
 */
export function meantAs(written: Written): Meant | undefined {
  const { value } = written;
  if (value === null || value === undefined) return nothingThere(written);
  if (typeof value === 'string') return textMeantAs(written, value);
  if (typeof value === 'number' || typeof value === 'boolean') return meantAsText(written);
  return Array.isArray(value) ? undefined : mappingMeantAsList(written);
}

function textMeantAs({ expected, source }: Written, text: string): Meant | undefined {
  const takesNumber = expected.includes('number') || expected.includes('integer');
  const quotes = source === text ? undefined : 'In quotes it is text';
  return (
    (expected.includes('boolean') && booleanMeant(text, quotes)) ||
    (takesNumber && numberMeant(text, quotes, !expected.includes('number'))) ||
    (expected.includes('object') && !quotes && spaceMissing(text, /^([A-Za-z_][\w-]*)[:：](?=[^\s/])/)) ||
    (expected.includes('object') && !quotes && colonMissing(text)) ||
    (expected.includes('array') && !quotes && listMeant(text)) ||
    undefined
  );
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  yes: true,
  y: true,
  on: true,
  true: true,
  no: false,
  n: false,
  off: false,
  false: false,
};

function booleanMeant(text: string, quotes: string | undefined): Meant | undefined {
  const lower = text.toLowerCase();
  if (!Object.hasOwn(BOOLEANS, lower)) return undefined;
  const replacement = String(BOOLEANS[lower]);
  const why = quotes ?? `In YAML 1.2 \`${text}\` is text`;
  return { hint: `${why}; write \`${replacement}\`.`, replacement };
}

/** How people write numbers that YAML 1.2 reads as text; the second part makes a number of it. */
const NUMBERS: readonly [RegExp, (match: RegExpExecArray) => string, string][] = [
  [/^[-+]?\d+(?:\.\d+)?$/, ([all]) => all.replace(/^\+/, ''), ''],
  [/^[-+]?\d[\d_]*(?:\.\d[\d_]*)?$/, ([all]) => all.replaceAll('_', ''), 'In YAML 1.2 a number has no `_`'],
  // Two commas, or a comma and a point behind it, group digits; a single comma could be a decimal comma.
  [
    /^[-+]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$|^[-+]?\d{1,3}(?:,\d{3})+\.\d+$/,
    ([all]) => all.replaceAll(',', ''),
    GROUPS(),
  ],
  [/^[-+]?\d{1,3}(?:\.\d{3})+,\d+$/, ([all]) => all.replaceAll('.', '').replace(',', '.'), GROUPS()],
  [
    /^[-+]?\d{1,3}(?:[ '’\u{A0}\u{202F}]\d{3})+(?:\.\d+)?$/u,
    ([all]) => all.replace(/[^\d.+-]/g, ''),
    GROUPS(),
  ],
  [
    /^([-+]?\d+),(\d{1,2})$/,
    ([, whole = '', part = '']) => `${whole}.${part}`,
    'The decimal mark is a point',
  ],
  [/^([-+]?\d+(?:\.\d+)?) ?%$/, ([, number = '']) => number, 'The number is written without `%`'],
];

function GROUPS(): string {
  return 'Digits are not grouped';
}

function numberMeant(text: string, quotes: string | undefined, isWhole: boolean): Meant | undefined {
  for (const [pattern, number, why] of NUMBERS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const replacement = number(match);
    if (isWhole && replacement.includes('.')) return undefined;
    return { hint: `${why || (quotes ?? 'It is text')}; write \`${replacement}\`.`, replacement };
  }
  if (/^[-+]?\d{1,3},\d{3}$/.test(text))
    return {
      hint: `Digits are not grouped, and the decimal mark is a point; write \`${text.replace(',', '')}\` or \`${text.replace(',', '.')}\`.`,
    };
  const currency = /^(?:[$€£¥]|[A-Z]{3}) ?(\d+(?:\.\d+)?)$|^(\d+(?:\.\d+)?) ?(?:[$€£¥]|[A-Z]{3})$/.exec(text);
  const amount = currency?.[1] ?? currency?.[2];
  return amount === undefined
    ? undefined
    : { hint: `Write the number alone, \`${amount}\`: amounts are in the currency of the partner program.` };
}

function listMeant(text: string): Meant | undefined {
  if (/^-[A-Za-z"']/.test(text)) return { hint: 'YAML needs a space after each `-`.' };
  return text.includes(', ') ? { hint: `Put a list in brackets: \`[${text}]\`.` } : undefined;
}

function spaceMissing(text: string, pattern: RegExp): Meant | undefined {
  const key = pattern.exec(text)?.[1];
  if (key === undefined) return undefined;
  const replacement = `${key}: ${text.slice(key.length + 1)}`;
  return { hint: `YAML needs a space after the colon: write \`${replacement}\`.`, replacement };
}

function colonMissing(text: string): Meant | undefined {
  const [, key = '', value = ''] = /^([A-Za-z]+) +(.+)$/.exec(text) ?? [];
  if (!languageKeys().has(key)) return undefined;
  const replacement = `${key}: ${value}`;
  return { hint: `A \`:\` is missing behind \`${key}\`: write \`${replacement}\`.`, replacement };
}

/** A number, `true` or `false` where text is expected: what was written, in quotes. */
function meantAsText({ expected, source }: Written): Meant | undefined {
  if (!expected.includes('string') || !/^[\w.+-]+$/.test(source)) return undefined;
  const replacement = `'${source}'`;
  return { hint: `Put it in quotes to make it text: \`${replacement}\`.`, replacement };
}

function mappingMeantAsList({ expected }: Written): Meant | undefined {
  if (!expected.includes('array') || expected.includes('object')) return undefined;
  return { hint: 'Begin each entry of the list with `- `.' };
}

function nothingThere({ source }: Written): Meant | undefined {
  const written = source.trim();
  if (/^#[^\s#]/.test(written))
    return {
      hint: `A \`#\` begins a comment; put the text in quotes: \`'${written.replaceAll("'", "''")}'\`.`,
    };
  if (written === '~' || /^null$/i.test(written))
    return { hint: `\`${written}\` is no value; write one, or leave the key out.` };
  return {
    hint: 'Write a value behind the colon, or indent the lines below that belong to this key by two more spaces.',
  };
}
