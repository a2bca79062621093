import type { FastifyRequest } from 'fastify';
import { isSignedIn, signOutDevice } from '../partners/devices.ts';
import { findContact, type ContactView } from '../partners/find-contact.ts';
import type { PartnerProgram } from '../program/settings.ts';
import type { GatewayContext } from './context.ts';
import { Problem } from './problem.ts';
import type { Reader } from './views/when.ts';

declare module '@fastify/secure-session' {
  interface SessionData {
    partner: PartnerSession;
  }
}

/** Who is signed in, and to the partner center of which program; the session lasts as long as the login that opened it. */
export interface PartnerSession {
  contactId: string;
  program: string;
  /** The place on a map that granted the login. */
  login: { map: string; entry: number };
}

/** Whose partner center it is: what every page of it needs. */
export interface SignedIn {
  login: PartnerSession['login'];
  contact: ContactView;
  program: PartnerProgram;
  /** Figures and dates are written as the contact is used to, or else as the program does. */
  reader: Reader;
}

/** Signs a partner in under a fresh session, so that one planted before the login is worth nothing. */
export function openSession(request: FastifyRequest, who: PartnerSession): void {
  request.session.regenerate();
  request.session.set('partner', who);
}

/** The partner of this request. @throws a 401 when nobody is signed in, or the session has run out or was closed. */
export async function signedIn({ partners }: GatewayContext, request: FastifyRequest): Promise<SignedIn> {
  // A session from before logins could be closed names none: who holds it signs in anew.
  const session: Partial<PartnerSession> = request.session.get('partner') ?? {};
  const { contactId = '', login } = session;
  if (!login || !(await isSignedIn(partners, { contactId, ...login }))) throw signedOut();
  const contact = await findContact(partners, contactId);
  const program = partners.settings().programs[session.program ?? ''];
  if (!contact?.enrolments.some((row) => row.program === program?.name) || !program) throw signedOut();
  const reader = {
    locale: contact.locale ?? program.locale,
    timeZone: contact.timeZone ?? program.timeZone,
  };
  return { login, contact, program, reader };
}

/** Signs out on this device; a copy of its cookie is worth nothing from then on. */
export async function closeSession({ partners }: GatewayContext, request: FastifyRequest): Promise<void> {
  const { contactId, login } = request.session.get('partner') ?? {};
  if (contactId !== undefined && login) await signOutDevice(partners, { contactId, ...login });
  request.session.delete();
}

/** What is said to whoever is not signed in (any more). */
export function signedOut(): Problem {
  return new Problem({
    status: 401,
    code: 'signed-out',
    title: 'Please sign in',
    detail:
      'You are not signed in on this device, or have not been here for a month. Open the login link from your email; if it has been used, get a new one.',
    next: { href: '/partner/sign-in', label: 'Get a sign-in link' },
  });
}
