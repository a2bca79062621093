import { LayoutError } from './compiled-email.ts';

/**
 * MJML to HTML. MJML takes long to load and much memory, and only releases need it: loaded on first use.
 * @throws LayoutError with MJML's own words and line numbers when the layout is not valid.
 */
export async function mjmlToHtml(mjml: string): Promise<string> {
  const { default: mjml2html } = await import('mjml');
  try {
    const { html } = await mjml2html(mjml, {
      validationLevel: 'strict',
      // An include would read files that the release does not know of.
      ignoreIncludes: true,
      // No web fonts: a mail fetches nothing when it is opened.
      fonts: {},
      keepComments: false,
    });
    return html;
  } catch (error) {
    throw new LayoutError(`The layout is not valid MJML. ${wordsOf(error)}`);
  }
}

/** MJML's findings without the path of the working directory, which its own message names as the file. */
function wordsOf(error: unknown): string {
  const findings = (error as { errors?: { line: number; message: string }[] }).errors ?? [];
  if (findings.length > 0) return findings.map(({ line, message }) => `Line ${line}: ${message}.`).join(' ');
  return error instanceof Error ? error.message : String(error);
}
