import type { FastifyRequest } from 'fastify';
import type { Session } from '@fastify/secure-session';
import { normalEmail } from '../partners/identity.ts';
import { ROLES, standingOf, type Role, type Standing } from '../partners/teams.ts';
import type { Instant } from '../program/time.ts';
import type { GatewayContext } from './context.ts';
import type { Attempt } from './openid-provider.ts';
import { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    consoleSession: Session<ConsoleSession>;
  }
}

/** What the console's own cookie holds. */
interface ConsoleSession {
  /** Address of the person who is signed in. */
  console: string;
  /** A sign-in by OpenID Connect that was begun, and when. */
  attempt: Attempt & { at: Instant };
}

/** How long a sign-in may take that was begun, in milliseconds. */
const ATTEMPT_MS = 10 * 60_000;

/** Somebody who may use the console. */
export interface TeamMember extends Standing {
  address: string;
}

/** Signs somebody in under a fresh session. */
export function openConsole(request: FastifyRequest, address: string): void {
  request.consoleSession.regenerate();
  request.consoleSession.set('console', normalEmail(address));
}

/** Keeps in this browser what its sign-in will have to fit. */
export function beginAttempt(request: FastifyRequest, attempt: Attempt, now: Instant): void {
  request.consoleSession.set('attempt', { ...attempt, at: now });
}

/** The sign-in that was begun in this browser, for one use; undefined where there is none, or it took too long. */
export function takeAttempt(request: FastifyRequest, now: Instant): Attempt | undefined {
  const attempt = request.consoleSession.get('attempt');
  request.consoleSession.set('attempt', undefined);
  return attempt && now - attempt.at < ATTEMPT_MS ? attempt : undefined;
}

/** Signs out on this device. */
export function closeConsole(request: FastifyRequest): void {
  request.consoleSession.delete();
}

/** Who is signed in. Teams are read anew for each request: who was taken off all of them is out at once. */
export function memberOf(context: GatewayContext, request: FastifyRequest): TeamMember | undefined {
  const address = request.consoleSession.get('console');
  const standing = address === undefined ? undefined : standingOf(context.partners, address);
  return address === undefined || standing === undefined ? undefined : { address, ...standing };
}

/** Whether what takes at least `role` is open to the member. */
export function isAtLeast({ role: own }: TeamMember, role: Role): boolean {
  return ROLES.indexOf(own) >= ROLES.indexOf(role);
}

/** Who sent a form that takes at least `role`. Throws a Problem: 401 for nobody, 403 for a lower role. */
export function actingMember(context: GatewayContext, request: FastifyRequest, role: Role): TeamMember {
  const member = memberOf(context, request);
  if (!member) throw signedOut();
  if (!isAtLeast(member, role)) throw notAllowed(member);
  return member;
}

/** Whoever asks for something that their role does not open. */
export function notAllowed({ role }: TeamMember): Problem {
  return new Problem({
    status: 403,
    code: 'not-allowed',
    title: 'Your role does not allow this',
    detail: `You are signed in as ${role}, and nothing was changed. sending.yaml says who has which role.`,
    next: { href: '/console', label: 'Back to the applications' },
  });
}

/** Whoever sends a form of the console without being signed in. */
function signedOut(): Problem {
  return new Problem({
    status: 401,
    code: 'signed-out',
    title: 'Please sign in',
    detail: 'You are no longer signed in on this device, so nothing was changed.',
    next: { href: '/console/sign-in', label: 'Sign in' },
  });
}
