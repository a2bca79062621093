import { diagnostic } from '../../diagnostics/catalog.ts';
import { placeOf, type LintRule } from './looked-at.ts';

/** The text part has words: it is made of the email's text, and a text of pictures without words leaves nothing. */
export const textPart: LintRule = ({ usual, file }) => {
  const [words = ''] = usual.text.split(/^-- $/m);
  return words.trim() === '' ? [diagnostic('MW606', {}, placeOf('', [file]))] : [];
};
