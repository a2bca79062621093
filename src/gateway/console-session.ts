import type { FastifyRequest } from 'fastify';
import type { Session } from '@fastify/secure-session';
import { teamsOf } from '../partners/teams.ts';
import type { GatewayContext } from './context.ts';
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
}

/** Somebody who may use the console. */
export interface TeamMember {
  address: string;
  /** At least one; they say which applications this person sees and may decide. */
  teams: string[];
}

/** Signs somebody in under a fresh session. */
export function openConsole(request: FastifyRequest, address: string): void {
  request.consoleSession.regenerate();
  request.consoleSession.set('console', address);
}

/** Signs out on this device. */
export function closeConsole(request: FastifyRequest): void {
  request.consoleSession.delete();
}

/** Who is signed in. Teams are read anew for each request: who was taken off all of them is out at once. */
export function memberOf(context: GatewayContext, request: FastifyRequest): TeamMember | undefined {
  const address = request.consoleSession.get('console');
  const teams = address === undefined ? [] : teamsOf(context.partners, address);
  return address === undefined || teams.length === 0 ? undefined : { address, teams };
}

/** Whoever sends a form of the console without being signed in. */
export function signedOut(): Problem {
  return new Problem({
    status: 401,
    code: 'signed-out',
    title: 'Please sign in',
    detail: 'You are no longer signed in on this device, so nothing was decided.',
    next: { href: '/console/sign-in', label: 'Sign in' },
  });
}
