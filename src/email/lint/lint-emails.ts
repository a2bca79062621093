import type { EmailSource } from '../../compiler/compilation.ts';
import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { inOrder } from '../../diagnostics/order.ts';
import { EmailError, LayoutError } from '../compiled-email.ts';
import { renderEmail } from '../render-email.ts';
import { sampleMail, type SampleProject } from '../samples/sample-mail.ts';
import { NAMELESS_READER, USUAL_READER } from '../samples/sample-readers.ts';
import { contrast } from './contrast.ts';
import { gaps } from './gaps.ts';
import { links } from './links.ts';
import { pageOf, placeOf, type LintRule, type SourceFile } from './looked-at.ts';
import { pictures } from './pictures.ts';
import { sender } from './sender.ts';
import { size } from './size.ts';
import { subject } from './subject.ts';
import { textPart } from './text-part.ts';

const RULES: readonly LintRule[] = [links, size, pictures, subject, contrast, textPart, gaps];

/** A compiled project with the texts of its files, by path. */
export interface LintedProject extends SampleProject {
  emails: readonly EmailSource[];
  sources: ReadonlyMap<string, string>;
}

/** Fills in every email for sample readers and looks at what would be sent. */
export async function lintEmails(project: LintedProject): Promise<Diagnostic[]> {
  const { settings, emails, sources } = project;
  const found = emails.map(async (source) => {
    const file = fileEnding(`${source.name}.email.md`, sources);
    try {
      return await lintEmail(source, file, project);
    } catch (error) {
      if (!(error instanceof EmailError)) throw error;
      // The same for every email, and reported once.
      const { cause } = error;
      if (!(cause instanceof LayoutError)) return [cannotBeWritten(error, file)];
      return [cannotBeWritten(cause, fileEnding('layout.mjml', sources))];
    }
  });
  const policy = sender(settings.sending.from, fileEnding('sending.yaml', sources));
  return inOrder([policy, ...(await Promise.all(found))].flat());
}

async function lintEmail(
  source: EmailSource,
  file: SourceFile,
  project: LintedProject,
): Promise<Diagnostic[]> {
  const { sending } = project.settings;
  const email = await renderEmail(source, sending);
  const usual = sampleMail(email, USUAL_READER, project);
  const mail = {
    file,
    ...(source.layout === undefined ? {} : { layout: fileEnding('layout.mjml', project.sources) }),
    usual,
    nameless: sampleMail(email, NAMELESS_READER, project),
    page: pageOf(usual),
  };
  return RULES.flatMap((rule) => rule(mail));
}

function cannotBeWritten({ message }: EmailError, file: SourceFile): Diagnostic {
  return diagnostic('MW609', { problem: message }, placeOf('', [file]));
}

/** What was compiled was read from one of the files. */
function fileEnding(name: string, sources: ReadonlyMap<string, string>): SourceFile {
  for (const [path, text] of sources) if (path.split('/').at(-1) === name) return { path, text };
  return { path: name, text: '' };
}
