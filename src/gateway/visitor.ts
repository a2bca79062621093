import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Partners } from '../partners/partners.ts';
import { attributionOf } from '../partners/attribution.ts';
import { addUtc } from '../program/time.ts';

const COOKIE = 'mapwright-visitor';

/** What our own ids look like; anything else that a browser sends is no visitor. */
const ID = /^[\w-]{16,64}$/;

function isSecure({ publicUrl }: Partners): boolean {
  return new URL(publicUrl).protocol === 'https:';
}

/** RFC 6265bis §4.1.3.2: with this prefix no other host of the domain can plant one. */
function nameOf(partners: Partners): string {
  return isSecure(partners) ? `__Host-${COOKIE}` : COOKIE;
}

/** The random id of a visitor who has followed a partner's link before. */
export function visitorOf(partners: Partners, request: FastifyRequest): string | undefined {
  const id = request.cookies[nameOf(partners)];
  return id !== undefined && ID.test(id) ? id : undefined;
}

/** Lets the browser keep a visitor's id for as long as a visit may count in any program; it holds nothing else. */
export function keepVisitor(partners: Partners, reply: FastifyReply, id: string): void {
  const now = partners.now();
  const programs = Object.values(partners.settings().programs);
  const ends = programs.map((program) => addUtc(now, attributionOf(program).cookie));
  reply.setCookie(nameOf(partners), id, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(partners),
    maxAge: Math.floor((Math.max(now, ...ends) - now) / 1000),
  });
}
