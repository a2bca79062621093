import { EmailError } from './compiled-email.ts';

/**
 * MJML to HTML. MJML takes long to load and much memory, and only releases need it: loaded on first use.
 * @throws EmailError with MJML's own words and line numbers when the layout is not valid.
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
    throw new EmailError(
      `The layout is not valid MJML. ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
