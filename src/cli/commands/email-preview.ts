import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmailSource } from '../../compiler/compilation.ts';
import type { CompiledEmail } from '../../email/compiled-email.ts';
import { problemPage } from '../../email/preview/pages.ts';
import { previewServer } from '../../email/preview/preview-server.ts';
import { previewSite, type PreviewSite } from '../../email/preview/preview-site.ts';
import { renderEmail } from '../../email/render-email.ts';
import type { SendingPolicy } from '../../program/settings.ts';
import { choosePort } from '../../stack/report.ts';
import { say } from '../answer.ts';
import { compiledProject } from '../compiled-project.ts';
import { EXIT, Stopped, type ExitCode } from '../exit-codes.ts';

/** `email preview`. */
export interface EmailPreviewOptions {
  /** Folder of maps. */
  path: string;
  /** Folder to write the pages to; absent: they are served. */
  output?: string;
  /** TCP port to serve on. */
  port: number;
}

const HOST = '127.0.0.1';

/** Writes a page of every email with sample readers, or serves it until the process is told to end. */
export async function runEmailPreview({ path, output, port }: EmailPreviewOptions): Promise<ExitCode> {
  const site = sitesOf(path);
  if (output !== undefined) return write(output, await site());
  const held = await choosePort(port, { host: HOST, what: 'the preview', setting: '--port' }, say);
  const server = previewServer(() => site().catch(asPage));
  await held.release();
  say(`Preview: ${await server.listen({ host: HOST, port: held.port })}`);
  say('A reload shows what has changed. Press Ctrl-C to end.');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await server.close();
  return EXIT.done;
}

/** Compiles the folder and fills in its emails, as often as it is asked; an email that has not changed is rendered once. */
function sitesOf(path: string): () => Promise<PreviewSite> {
  const rendered = new Map<string, Promise<CompiledEmail>>();
  return async () => {
    const { settings, programs, emails } = await compiledProject(path);
    const render = (source: EmailSource) => renderOnce(rendered, source, settings.sending);
    return previewSite({ settings, programs, emails, render });
  };
}

function renderOnce(
  rendered: Map<string, Promise<CompiledEmail>>,
  source: EmailSource,
  sending: SendingPolicy,
): Promise<CompiledEmail> {
  const known = rendered.get(source.hash) ?? renderEmail(source, sending);
  rendered.set(source.hash, known);
  return known;
}

/** While somebody writes, a text may be wrong for a moment: the page says why, and the server stays. */
function asPage(error: unknown): PreviewSite {
  if (!(error instanceof Stopped)) throw error;
  return new Map([['index.html', problemPage('The maps do not compile', error.message)]]);
}

async function write(folder: string, site: PreviewSite): Promise<ExitCode> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of site) await writeFile(join(folder, name), content);
  process.stdout.write(`${join(folder, 'index.html')}\n`);
  return EXIT.done;
}
