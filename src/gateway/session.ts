import type { FastifyRequest } from 'fastify';
import { isSignedIn, signOutDevice } from '../partners/devices.ts';
import { findContact, type ContactView } from '../partners/find-contact.ts';
import { openPrograms } from '../partners/open-programs.ts';
import type { Partners } from '../partners/partners.ts';
import type { PartnerProgram } from '../program/settings.ts';
import type { GatewayContext } from './context.ts';
import { Problem } from './problem.ts';
import { formValue } from './security.ts';
import type { Reader } from './views/when.ts';

declare module '@fastify/secure-session' {
  interface SessionData {
    partner: PartnerSession;
  }
}

/** Who is signed in, and by the login of which program; the session lasts as long as the login that opened it. */
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
  /** The one that is shown. */
  program: PartnerProgram;
  /** All that are open to the contact, by title; the one that is shown is among them. */
  programs: readonly PartnerProgram[];
  /** Figures and dates are written as the contact is used to, or else as the program does. */
  reader: Reader;
}

/**
 * Signs a partner in under a fresh session, so that one planted before the login is worth nothing. The session that this
 * browser had before is signed out: nobody holds it any more, and it would be listed as a device.
 */
export async function openSession(
  context: GatewayContext,
  request: FastifyRequest,
  who: PartnerSession,
): Promise<void> {
  await signOutHere(context, request);
  request.session.regenerate();
  request.session.set('partner', who);
}

/**
 * The partner of this request, and the program that its address asks for, or else the one that they signed in to.
 * @throws a 401 when nobody is signed in, or the session has run out or was closed; a 404 for a program that is not open.
 */
export async function signedIn({ partners }: GatewayContext, request: FastifyRequest): Promise<SignedIn> {
  // A session from before logins could be closed names none: who holds it signs in anew.
  const session: Partial<PartnerSession> = request.session.get('partner') ?? {};
  const { contactId = '', login } = session;
  if (!login || !(await isSignedIn(partners, { contactId, ...login }))) throw signedOut();
  const contact = await findContact(partners, contactId);
  if (!contact) throw signedOut();
  const programs = await programsOpenTo(partners, contact);
  const own = programs.find(({ name }) => name === session.program);
  if (!own) throw signedOut();
  const asked = formValue(request.query, 'program');
  const program = asked === '' ? own : programs.find(({ name }) => name === asked);
  if (!program) throw new Problem(NOT_OPEN);
  const reader = {
    locale: contact.locale ?? program.locale,
    timeZone: contact.timeZone ?? program.timeZone,
  };
  return { login, contact, program, programs, reader };
}

/** Programs of the current release that the contact belongs to and has signed in to, unless a map has closed them. */
async function programsOpenTo(
  partners: Partners,
  { id, enrolments }: ContactView,
): Promise<PartnerProgram[]> {
  const open = await openPrograms(partners, id);
  return Object.values(partners.settings().programs)
    .filter(({ name }) => open.includes(name) && enrolments.some(({ program }) => program === name))
    .sort((a, b) => a.title.localeCompare(b.title, 'en'));
}

/** Signs out on this device; a copy of its cookie is worth nothing from then on. */
export async function closeSession(context: GatewayContext, request: FastifyRequest): Promise<void> {
  await signOutHere(context, request);
  request.session.delete();
}

async function signOutHere({ partners }: GatewayContext, request: FastifyRequest): Promise<void> {
  const { contactId, login } = request.session.get('partner') ?? {};
  if (contactId !== undefined && login) await signOutDevice(partners, { contactId, ...login });
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

/** The same for a program that does not exist, is somebody else's, or was closed: the answer tells nothing of them. */
const NOT_OPEN = {
  status: 404,
  code: 'program-not-open',
  title: 'This partner center is not open to you',
  detail:
    'You have not signed in to this program yet, or it has been closed to you. If it is open, a link to it can be mailed to you.',
  next: { href: '/partner/sign-in', label: 'Get a sign-in link' },
};
