import { heldUntil } from '../calendar/daily-hours.ts';
import type { HoldReason, MailRequest, SkipReason } from '../program/commands.ts';
import type { Rolling, SendingPolicy, Topic } from '../program/settings.ts';
import { addUtc, type Instant } from '../program/time.ts';
import type { Mailbox } from './mailbox.ts';

/** Who gets a mail: `cc` are those who get a copy. */
export interface Recipients {
  to: Mailbox[];
  cc: Mailbox[];
}

/**
 * What is known of a mail and its readers at the moment of sending. An `edge` tells how full a rolling limit of `count`
 * is: when the `count`-th newest mail went out; undefined where fewer did.
 */
export interface SendingFacts {
  now: Instant;
  recipients: Recipients;
  /** The mail is for approved partners only, and the contact is not one. */
  lacksApproval: boolean;
  /** Those of the recipients' addresses, in lower case, that do not work. */
  suppressed: ReadonlySet<string>;
  /** Of a marketing mail to the contact; absent for all other mails. */
  marketing?: MarketingFacts;
  flood: FloodFacts;
}

export interface MarketingFacts {
  isSubscribed: boolean;
  /** Of `caps.marketing`. */
  edge: Instant | undefined;
  /** IANA zone of the contact. */
  zone: string;
  /** Since when quiet hours have held this mail. */
  quietSince: Instant | undefined;
}

export interface FloodFacts {
  /** Of `breaker.perContact` and `breaker.perMap`. */
  contactEdge: Instant | undefined;
  mapEdge: Instant | undefined;
  /** How many mails of the map the breaker holds already. */
  waiting: number;
}

/** Whether a mail goes out, to whom, or why not, or not before when. */
export type Verdict =
  | { verdict: 'send'; to: Recipients }
  | { verdict: 'skip'; why: SkipReason }
  | { verdict: 'hold'; why: HoldReason; until: Instant };

/**
 * The rules of sending, in the order in which they are asked: the partner's status, addresses that do not work,
 * consent, the cap, quiet hours, the breaker. Before them the kernel has asked `exitWhen`, behind them the mailer asks
 * for its turn. All of them are asked anew at each attempt, by the mailer and by the simulator.
 */
export function judgeSending(policy: SendingPolicy, facts: SendingFacts): Verdict {
  const { lacksApproval, recipients, suppressed, marketing } = facts;
  if (lacksApproval) return { verdict: 'skip', why: 'not-approved' };
  const works = ({ address }: Mailbox) => !suppressed.has(address.toLowerCase());
  const to = { to: recipients.to.filter(works), cc: recipients.cc.filter(works) };
  if (to.to.length === 0) return { verdict: 'skip', why: 'suppressed' };
  if (marketing && !marketing.isSubscribed) return { verdict: 'skip', why: 'unsubscribed' };
  return (
    (marketing && (capped(policy, marketing, facts.now) ?? quiet(policy, marketing, facts.now))) ??
    flooding(policy, facts) ?? { verdict: 'send', to }
  );
}

function capped({ caps }: SendingPolicy, { edge }: MarketingFacts, now: Instant): Verdict | undefined {
  const cap = caps?.marketing;
  const until = cap && fullUntil(cap, edge, now);
  if (until === undefined) return undefined;
  return cap?.beyond === 'delay'
    ? { verdict: 'hold', why: 'cap', until }
    : { verdict: 'skip', why: 'capped' };
}

function quiet(
  { quietHours }: SendingPolicy,
  { zone, quietSince }: MarketingFacts,
  now: Instant,
): Verdict | undefined {
  if (!quietHours) return undefined;
  const { from, to, heldLongerThan, tooLong } = quietHours;
  const limit = heldLongerThan && addUtc(quietSince ?? now, heldLongerThan);
  if (limit !== undefined && limit <= now) {
    return tooLong === 'drop' ? { verdict: 'skip', why: 'held-too-long' } : undefined;
  }
  const end = heldUntil(now, { from, to, zone: quietHours.zone === 'contact' ? zone : quietHours.zone });
  if (end === undefined) return undefined;
  return { verdict: 'hold', why: 'quiet-hours', until: Math.min(end, limit ?? end) };
}

/**
 * An open breaker holds a mail until there is room for it. Those that wait for one map are told to come one after the
 * other, at the rate that the breaker allows: else all would ask again for one place, over and over.
 */
function flooding(
  { breaker: { perContact, perMap } = {} }: SendingPolicy,
  { flood, now }: SendingFacts,
): Verdict | undefined {
  const ofContact = perContact && fullUntil(perContact, flood.contactEdge, now);
  const ofMap = perMap && fullUntil(perMap, flood.mapEdge, now);
  const turn = perMap && ofMap !== undefined ? ofMap + flood.waiting * spacing(perMap, ofMap) : now;
  const until = Math.max(ofContact ?? now, turn);
  return until > now ? { verdict: 'hold', why: 'breaker', until } : undefined;
}

/** Until when a limit is full; undefined when there is room now. */
function fullUntil({ per }: Rolling, edge: Instant | undefined, now: Instant): Instant | undefined {
  if (edge === undefined) return undefined;
  const until = addUtc(edge, per);
  return until > now ? until : undefined;
}

/** Milliseconds between two mails, where a limit is used to the full. */
function spacing({ count, per }: Rolling, from: Instant): number {
  return Math.floor((addUtc(from, per) - from) / count);
}

/** The topic of a mail that is marketing: it names one that is, and goes to the contact. */
export function marketingTopic(
  { topics }: SendingPolicy,
  to: MailRequest['to'],
  name: string | undefined,
): { name: string; rules: Topic } | undefined {
  const rules = name === undefined ? undefined : topics?.[name];
  return name !== undefined && rules?.marketing && to === 'contact' ? { name, rules } : undefined;
}

/** Whether a contact wants mails of a marketing topic, by their newest answer; who was never asked, by its default. */
export function isSubscribed(topic: Topic, answer: boolean | undefined): boolean {
  return answer ?? topic.default === 'subscribed';
}
