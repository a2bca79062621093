import type { FastifyRequest } from 'fastify';

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

/** Signs a partner in under a fresh session, so that one planted before the login is worth nothing. */
export function openSession(request: FastifyRequest, who: PartnerSession): void {
  request.session.regenerate();
  request.session.set('partner', who);
}

/** The partner of this request; undefined when nobody is signed in or the session has run out. */
export function sessionOf(request: FastifyRequest): PartnerSession | undefined {
  return request.session.get('partner');
}

/** Signs out on this device. */
export function closeSession(request: FastifyRequest): void {
  request.session.delete();
}
