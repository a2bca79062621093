import { partnerLinks } from '../../partners/partner-links.ts';
import type { MailRequest } from '../../program/commands.ts';
import type { Program } from '../../program/program.ts';
import type { Settings } from '../../program/settings.ts';
import type { CompiledEmail } from '../compiled-email.ts';
import { mergeContext } from '../merge-context.ts';
import { mergeEmail, type MergedEmail } from '../merge-email.ts';
import type { SampleReader } from './sample-readers.ts';
import { sampleValues } from './sample-values.ts';

/** What samples are made of: the compiled project. */
export interface SampleProject {
  settings: Settings;
  programs: readonly Program[];
}

/** Where links of samples lead: a host that nobody has (RFC 2606 §3). */
const HOST = 'https://partners.example.com';

/** Where sample readers of marketing mails unsubscribe. */
export const SAMPLE_UNSUBSCRIBE_URL = `${HOST}/unsubscribe/sample`;

/**
 * A mail as a sample reader would get it. Mails of a map with a partner program are filled in with the first one.
 * @throws EmailError when the mail cannot be merged.
 */
export function sampleMail(
  email: CompiledEmail,
  reader: SampleReader,
  { settings, programs }: SampleProject,
): MergedEmail {
  const [program] = Object.values(settings.programs);
  const mail: MailRequest = {
    index: 0,
    email: { template: email.name, hash: email.hash, merges: [] },
    to: 'contact',
    ...(program ? { program: program.name } : {}),
    values: sampleValues(settings, programs, reader) as MailRequest['values'],
  };
  const context = mergeContext({
    mail,
    ...(program ? { program } : {}),
    contact: { id: 'c_sample', ...reader },
    ownFields: settings.fields ?? {},
    login: { url: `${HOST}/login/sample`, expiresAt: Date.UTC(2026, 0, 9, 11) },
    links: program ? partnerLinks(program, 'ADA7', HOST) : [],
    partnerCenterUrl: `${HOST}/partner`,
    unsubscribeUrl: SAMPLE_UNSUBSCRIBE_URL,
  });
  return mergeEmail(email, context);
}
