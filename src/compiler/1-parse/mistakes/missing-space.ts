import { diagnostic } from '../../../diagnostics/catalog.ts';
import type { Span } from '../origins.ts';
import { shortened } from './lines.ts';
import type { Mistake, Recogniser } from './mistake.ts';

/** `{email:welcome}`: in braces the whole is a key. The span is that of the key. */
export function missingSpaceInFlow(written: string, { start }: Span): Mistake | undefined {
  const colon = /^[A-Za-z_][\w-]*:(?=[^\s:/])/.exec(written)?.[0].length;
  return colon === undefined ? undefined : mistake(written, start + colon, ':');
}

/** `email:welcome` and `-email: welcome`: to YAML these are texts. */
export const missingSpace: Recogniser = ({ line, text }) => {
  const found = AFTER_DASH.exec(line.text) ?? AFTER_COLON.exec(line.text);
  if (!found) return undefined;
  const at = line.start + found[0].length;
  return mistake(line.text.trim(), at, text[at - 1] ?? '');
};

function mistake(written: string, at: number, mark: string): Mistake {
  return {
    span: { start: at - 1, end: at },
    tell: (place, more) => diagnostic('MW125', { mark, written: shortened(written) }, place, more),
    repair: { edits: [{ start: at, end: at, text: ' ' }], title: `Insert a space after the \`${mark}\`` },
  };
}

const AFTER_DASH = /^[ \t]*(?:- +)*-(?=[A-Za-z"'{[])/;
const AFTER_COLON = /^[ \t]*(?:- +)*(?:[A-Za-z_][\w-]*|"[^"\n]*"|'[^'\n]*'):(?=[^\s:/])/;
