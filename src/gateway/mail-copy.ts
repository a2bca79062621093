import { EmailError, type CompiledEmail } from '../email/compiled-email.ts';
import { mergeContext } from '../email/merge-context.ts';
import { mergeEmail, type MergedEmail } from '../email/merge-email.ts';
import type { ContactView } from '../partners/find-contact.ts';
import { withDefaults } from '../partners/own-fields.ts';
import { partnerCenterUrl, partnerLinks } from '../partners/partner-links.ts';
import { loginExpiry, type MailRecord } from '../partners/sent-mail.ts';
import type { MailRequest } from '../program/commands.ts';
import type { Program } from '../program/program.ts';
import type { GatewayContext } from './context.ts';

/** The rendered copy, or why there is none. */
export type MailCopy = { mail: MergedEmail } | { missing: string };

type BuiltIn = Extract<MailRequest['email'], { builtIn: string }>['builtIn'];

/** Stand where links stood that act for their reader: whoever looks at a copy is somebody else. */
const NO_LOGIN = '/login/not-shown-in-copies';
const NO_UNSUBSCRIBE = '/unsubscribe/not-shown-in-copies';

/**
 * Renders a mail again from the figures that were stored and the email of its release. Names, addresses and
 * form values are those of today: they are read when a mail is sent, and not kept.
 */
export async function mailCopy(
  context: GatewayContext,
  contact: ContactView,
  record: MailRecord,
): Promise<MailCopy> {
  const email = await load(context, record);
  if (!email) return { missing: 'The release store no longer holds the text of this email.' };
  try {
    return { mail: mergeEmail(email, await contextOf(context, contact, record, email)) };
  } catch (error) {
    if (error instanceof EmailError) return { missing: error.message };
    throw error;
  }
}

/** Whom a mail went to, as the map of the current release says; a team without a name where it no longer does. */
export function recipientOf(
  maps: readonly Program[],
  { map, step, emailHash }: MailRecord,
): MailRequest['to'] {
  const found = maps.find((program) => program.map === map)?.steps[step];
  if (found?.kind === 'email' && found.to !== undefined) {
    return found.to.includes('@') ? { address: found.to } : { team: found.to };
  }
  const team = found && 'team' in found ? found.team : undefined;
  if (team !== undefined) return { team };
  return emailHash === null ? { team: '' } : 'contact';
}

async function load(context: GatewayContext, record: MailRecord): Promise<CompiledEmail | undefined> {
  const { template, emailHash } = record;
  try {
    return await context.email(
      emailHash === null ? { builtIn: template as BuiltIn } : { template, hash: emailHash, merges: [] },
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function contextOf(
  context: GatewayContext,
  contact: ContactView,
  record: MailRecord,
  email: CompiledEmail,
) {
  const { partners } = context;
  const maps = context.maps();
  const programName = maps.find(({ map }) => map === record.map)?.program ?? contact.enrolments[0]?.program;
  const settings = partners.settings();
  const program = programName === undefined ? undefined : settings.programs[programName];
  const enrolment = contact.enrolments.find((candidate) => candidate.program === programName);
  const application = Object.entries(enrolment?.application ?? {}).map(
    ([name, value]) => [name, String(value ?? '')] as const,
  );
  const expiresAt = await loginExpiry(partners, record);
  const home = partners.publicUrl.replace(/\/+$/, '');
  return mergeContext({
    mail: {
      index: record.index,
      email: { template: record.template, hash: email.hash, merges: contactFieldsIn(email) },
      to: recipientOf(maps, record),
      values: record.values,
    },
    contact: { ...contact, fields: withDefaults(settings, contact.fields) },
    ownFields: settings.fields ?? {},
    links: program && enrolment ? partnerLinks(program, enrolment.referralCode, home) : [],
    partnerCenterUrl: partnerCenterUrl(settings, programName, home),
    unsubscribeUrl: home + NO_UNSUBSCRIBE,
    approval: {
      map: record.map,
      application: Object.fromEntries(application),
      consoleUrl: `${home}/console/contacts/${contact.id}`,
    },
    ...(program ? { program } : {}),
    ...(expiresAt === undefined ? {} : { login: { url: home + NO_LOGIN, expiresAt } }),
  });
}

/** The contact's fields that the text names: those without a value are empty, and not unknown. */
function contactFieldsIn({ subject, html, text }: CompiledEmail): string[] {
  const found = [subject, html, text].flatMap((part) => [...part.matchAll(/\bcontact\.(\w+)/g)]);
  return [...new Set(found.map(([path]) => path))];
}
