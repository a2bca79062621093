import { diagnostic } from '../../../diagnostics/catalog.ts';
import type { Span } from '../origins.ts';
import { contentLines, lineAt, shortened } from './lines.ts';
import type { Mistake, Recogniser } from './mistake.ts';

/** `{email:welcome}`: in braces the whole is a key. The span is that of the key. */
export function missingSpaceInFlow(written: string, { start }: Span): Mistake | undefined {
  const colon = /^[A-Za-z_][\w-]*:(?=[^\s:/])/.exec(written)?.[0].length;
  return colon === undefined ? undefined : mistake(written, [start + colon]);
}

/** `email:welcome` and `-email: welcome`: to YAML these are texts. */
export const missingSpace: Recogniser = ({ line, text }) => {
  const found = AFTER_COLON.exec(line.text);
  if (!AFTER_DASH.test(line.text))
    return found ? mistake(line.text.trim(), [line.start + found[0].length]) : undefined;
  // Who forgets the space forgets it in all entries of a list, and only together they make sense.
  const all = [...contentLines(text)].filter(({ indent }) => indent === line.indent);
  const places = all.flatMap((one) => {
    const dash = AFTER_DASH.exec(one.text);
    return dash ? [one.start + dash[0].length] : [];
  });
  return mistake(text.slice((places[0] ?? 1) - 1, lineAt(text, places[0] ?? 0).end).trim(), places);
};

function mistake(written: string, places: readonly number[]): Mistake {
  const at = places[0] ?? 0;
  const mark = written.startsWith('-') ? '-' : ':';
  const more = places.length - 1;
  const lines = more === 0 ? '' : `, here and on ${more} more ${more === 1 ? 'line' : 'lines'}`;
  return {
    span: { start: at - 1, end: at },
    tell: (place, more) => diagnostic('MW125', { mark, lines, written: shortened(written) }, place, more),
    repair: {
      edits: places.map((place) => ({ start: place, end: place, text: ' ' })),
      title: `Insert a space after the \`${mark}\``,
    },
  };
}

const AFTER_DASH = /^[ \t]*(?:- +)*-(?=[A-Za-z"'{[])/;
const AFTER_COLON = /^[ \t]*(?:- +)*(?:[A-Za-z_][\w-]*|"[^"\n]*"|'[^'\n]*'):(?=[^\s:/])/;
