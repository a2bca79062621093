import type { EmailSource } from '../../compiler/compilation.ts';
import { inScheme } from '../color-scheme.ts';
import { EmailError, type CompiledEmail } from '../compiled-email.ts';
import { sampleMail, type SampleProject } from '../samples/sample-mail.ts';
import { SAMPLE_READERS, type SampleReader } from '../samples/sample-readers.ts';
import { emailPage, indexPage, problemPage, STYLE, type SampleView } from './pages.ts';

/** A compiled project, and how its emails are rendered. */
export interface PreviewProject extends SampleProject {
  emails: readonly EmailSource[];
  render: (source: EmailSource) => Promise<CompiledEmail>;
}

/** The pages of the preview by file name: a list, a page for each email, and the HTML parts that these show. */
export type PreviewSite = ReadonlyMap<string, string>;

/** Fills in every email for all sample readers. */
export async function previewSite(project: PreviewProject): Promise<PreviewSite> {
  const site = new Map([
    ['index.html', indexPage(project.emails.map((email) => ({ ...email, page: pageOf(email) })))],
    ['style.css', STYLE],
  ]);
  for (const source of project.emails) {
    try {
      const email = await project.render(source);
      const views = SAMPLE_READERS.map((reader) => viewOf(email, reader, project));
      for (const { light, dark, mail } of views) {
        site.set(light, inScheme(mail.html, 'light'));
        site.set(dark, inScheme(mail.html, 'dark'));
      }
      site.set(pageOf(source), emailPage(source.name, views));
    } catch (error) {
      if (!(error instanceof EmailError)) throw error;
      site.set(pageOf(source), problemPage(source.name, error.message));
    }
  }
  return site;
}

function pageOf({ name }: EmailSource): string {
  return `${name}.html`;
}

function viewOf(email: CompiledEmail, reader: SampleReader, project: SampleProject): SampleView {
  const mail = sampleMail(email, reader, project);
  const { subject: preheader } = sampleMail({ ...email, subject: email.preheader ?? '' }, reader, project);
  const file = `${email.name}.${reader.name}`;
  return { reader, mail, preheader, light: `${file}.light.html`, dark: `${file}.dark.html` };
}
