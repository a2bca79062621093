import type { Origin } from '../program/commands.ts';
import { addUtc, type Duration, type Instant } from '../program/time.ts';
import { appendEvent, refusal, type Facts, type Refusal } from './facts.ts';

/** What using the link came to. */
export type LoginResult = { recorded: string } | { refused: Refusal };

/** Opens a login link. Each attempt to mail it starts its time anew; a calendar duration is counted in UTC. */
export function openLogin(
  facts: Facts,
  { map, entry }: Origin,
  program: string,
  validFor: Duration,
  now: Instant,
): Instant {
  const expiresAt = addUtc(now, validFor);
  const known = facts.logins.find((login) => login.map === map && login.entry === entry);
  if (known) known.expiresAt = expiresAt;
  else facts.logins.push({ map, entry, program, expiresAt, used: false, closed: false });
  return expiresAt;
}

/** Closes what the logins of one program granted before the entry of `origin`. */
export function closeLogins(facts: Facts, { entry }: Origin, program: string): void {
  for (const login of facts.logins) {
    if (login.program === program && login.entry < entry) login.closed = true;
  }
}

/** The partner uses the newest link: once, and in time. */
export function useLogin(facts: Facts, now: Instant): LoginResult {
  const login = facts.logins.at(-1);
  if (!login) return refusal('unknown', 'the contact has got no login link');
  if (login.closed) return refusal('closed', 'the partner center was closed after the link was sent');
  if (login.used) return refusal('used', 'the login link was used before, and it works once');
  if (login.expiresAt <= now) {
    return refusal('expired', `the login link expired on ${new Date(login.expiresAt).toISOString()}`);
  }
  login.used = true;
  const { program, map, entry } = login;
  const enrolment = facts.enrolments[program];
  const before = enrolment?.lastLoginAt ?? null;
  if (enrolment) enrolment.lastLoginAt = now;
  appendEvent(facts, {
    type: 'login-used',
    source: '/logins',
    id: `${map}/${entry}`,
    time: now,
    data: { program, changes: before === now ? [] : [{ field: 'lastLoginAt', before, after: now }] },
  });
  return { recorded: 'login link used' };
}
