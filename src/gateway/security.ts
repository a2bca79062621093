import type { Buffer } from 'node:buffer';
import cookie from '@fastify/cookie';
import csrfProtection from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import secureSession from '@fastify/secure-session';
import type { FastifyInstance, FastifyReply, preHandlerHookHandler } from 'fastify';

/** How long a partner's sign-in lasts, in seconds: login links are rare mails, so a device stays known for a month. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** How long a sign-in to the console lasts, in seconds: a working day, for a new link is a minute's work. */
const CONSOLE_SECONDS = 12 * 60 * 60;

/** Bytes that a sealed session needs (libsodium's crypto_secretbox_KEYBYTES). */
const SESSION_KEY_BYTES = 32;

/** Content-Security-Policy of every answer: our one stylesheet, our own pictures and forms, nothing else. */
const POLICY = {
  'default-src': ["'none'"],
  'style-src': ["'self'"],
  'img-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/** Headers on every answer, and the limiter that routes may ask for. `secure`: the public address is https. */
export async function registerProtection(
  gateway: FastifyInstance,
  options: { secure: boolean },
): Promise<void> {
  await gateway.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    frameguard: { action: 'deny' },
    strictTransportSecurity: options.secure,
  });
  await gateway.register(rateLimit, { global: false });
}

/** Lets one answer use more than the policy of every answer: its own script, a frame. */
export function loosenPolicy(reply: FastifyReply, more: Record<string, readonly string[]>): FastifyReply {
  const directives = Object.entries({ ...POLICY, ...more });
  const policy = directives.map(([name, values]) => `${name} ${values.join(' ')}`).join(';');
  return reply.header('content-security-policy', policy);
}

/**
 * Forms, form tokens and sessions, for the pages only. The form token's secret is a cookie of its own,
 * so a form works before any session exists. With https the cookies carry the `__Host-` prefix
 * (RFC 6265bis §4.1.3.2): no other host of the domain can plant one.
 */
export async function registerForms(
  pages: FastifyInstance,
  options: { secure: boolean; sessionKey: Buffer },
): Promise<void> {
  const { secure, sessionKey } = options;
  if (sessionKey.length !== SESSION_KEY_BYTES)
    throw new Error(
      `The session key has ${sessionKey.length} bytes; it must have exactly ${SESSION_KEY_BYTES}.`,
    );
  const prefix = secure ? '__Host-' : '';
  const shared = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  pages.removeAllContentTypeParsers();
  await pages.register(cookie);
  await pages.register(formbody);
  const sealed = (sessionName: string, cookieName: string, seconds: number) => ({
    key: sessionKey,
    sessionName,
    cookieName: prefix + cookieName,
    expiry: seconds,
    cookie: { ...shared, maxAge: seconds },
  });
  await pages.register(secureSession, [
    sealed('session', 'mapwright', SESSION_SECONDS),
    sealed('consoleSession', 'mapwright-console', CONSOLE_SECONDS),
  ]);
  await pages.register(csrfProtection, {
    cookieKey: `${prefix}mapwright-form`,
    cookieOpts: shared,
    getToken: (request) => formValue(request.body, '_csrf'),
  });
}

/** Lets a form through only when it came from one of our own pages; 403 otherwise. */
export function formGuard(pages: FastifyInstance): preHandlerHookHandler {
  return (request, reply, done) => pages.csrfProtection(request, reply, done);
}

/** One value of a submitted form as text; '' when it is absent or was sent several times. */
export function formValue(body: unknown, name: string): string {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return '';
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' ? value : '';
}

/** All values of a submitted form under one name, such as those of ticked boxes. */
export function formValues(body: unknown, name: string): string[] {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return [];
  const value: unknown = Reflect.get(body, name);
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
}
