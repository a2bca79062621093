import { diagnostic } from '../../diagnostics/catalog.ts';
import { placeOf, type LintRule } from './looked-at.ts';

/** Behind this many bytes of HTML Gmail shows a link to the rest. */
const CLIP = 102 * 1_024;

/** The HTML part is shown as a whole. */
export const size: LintRule = ({ usual, file }) => {
  const bytes = Buffer.byteLength(usual.html);
  if (bytes <= CLIP) return [];
  return [diagnostic('MW602', { size: Math.ceil(bytes / 1_024) }, placeOf('', [file]))];
};
