import { diagnostic } from '../../diagnostics/catalog.ts';
import { placeOf, type LintRule } from './looked-at.ts';

/** What mail programs show of a subject on a wide screen. */
const LONGEST = 78;

const SUSPECT: readonly { is: (subject: string) => boolean; problem: string; fix: string }[] = [
  {
    is: (subject) => subject === '',
    problem: 'is empty',
    fix: 'Say in a few words what the mail is about, also where nothing is known of its reader.',
  },
  {
    is: (subject) => /^(re|fwd?|aw|wg)\s*:/i.test(subject),
    problem: 'pretends to be an answer',
    fix: 'Leave out what stands before the colon.',
  },
  { is: shouts, problem: 'is in capitals', fix: 'Write it as a sentence.' },
  {
    is: (subject) => /[!?]\s*[!?]|!.*!|[$€£%*]{2,}/.test(subject),
    problem: 'has a crowd of signs',
    fix: 'One sign says it as well, and none says it better.',
  },
  {
    is: (subject) => subject.length > LONGEST,
    problem: `is longer than ${LONGEST} characters, and mail programs cut it`,
    fix: 'Put first what matters, and the rest into the preheader.',
  },
];

/** The subject is one that filters and people believe. */
export const subject: LintRule = ({ usual, nameless, file }) => {
  const place = placeOf(subjectLine(file.text), [file]);
  return SUSPECT.filter(({ is }) => is(usual.subject) || is(nameless.subject)).map(({ problem, fix }) =>
    diagnostic('MW604', { problem, fix }, place),
  );
};

/** Most letters are capitals, and there are more of them than an abbreviation has. */
function shouts(subject: string): boolean {
  const capitals = subject.match(/\p{Lu}/gu)?.length ?? 0;
  const small = subject.match(/\p{Ll}/gu)?.length ?? 0;
  return capitals > 8 && capitals > 2 * small;
}

function subjectLine(text: string): string {
  return /^subject:.*$/m.exec(text)?.[0] ?? '';
}
