import type { EmailSource } from '../compiler/compilation.ts';
import { builtInMails } from '../email/built-in-mails.ts';
import type { CompiledEmail } from '../email/compiled-email.ts';
import { renderEmail } from '../email/render-email.ts';
import type { MailRequest } from '../program/commands.ts';
import type { SendingPolicy } from '../program/settings.ts';

/** Gives the rendered email that a mail request names. */
export type EmailLoader = (email: MailRequest['email']) => Promise<CompiledEmail>;

/** Renders emails as they are asked for, each once however many scenarios use it. */
export function emailLoader(sources: EmailSource[], sending: SendingPolicy): EmailLoader {
  const rendered = new Map<string, Promise<CompiledEmail>>();
  return (email) => {
    const source =
      'builtIn' in email ? builtInMails[email.builtIn] : sources.find(({ hash }) => hash === email.hash);
    if (!source) throw new Error(`No email ${JSON.stringify(email)} was compiled.`);
    const known = rendered.get(source.hash) ?? renderEmail(source, sending);
    rendered.set(source.hash, known);
    return known;
  };
}

/** The name by which a scenario speaks of a mail. */
export function templateOf({ email }: MailRequest): string {
  return 'builtIn' in email ? email.builtIn : email.template;
}
