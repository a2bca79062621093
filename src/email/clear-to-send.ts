import type { Transaction } from 'kysely';
import type { ActivityOutcome } from '../program/commands.ts';
import type { Database } from '../storage/schema.ts';
import { claimMail, settleHeld, settleUnsent, type Claim } from './send-ledger.ts';
import type { MailToSend } from './send-mail.ts';
import { sendingFacts } from './sending-facts.ts';
import { takeTurn } from './sending-rate.ts';
import { judgeSending, type Recipients } from './sending-rules.ts';

/** Who gets the mail under which Message-ID. */
export interface Clearance {
  recipients: Recipients;
  messageId: string;
}

/**
 * Claims a mail and asks every rule whether it may go out now: either it may, or the answer for the run. Each verdict is
 * in the send ledger. @param perSecond how many mails the mail server takes; absent: as many as there are.
 */
export async function clearToSend(
  trx: Transaction<Database>,
  claim: Claim,
  mail: MailToSend,
  perSecond: number | undefined,
): Promise<ActivityOutcome | Clearance> {
  const { key, now } = claim;
  const result = await claimMail(trx, claim);
  await mail.record?.(trx);
  if (result.status === 'sent') return { status: 'done' };
  if (result.status === 'skipped') return { status: 'done', skipped: result.why };
  if (result.status === 'taken') return { status: 'not-before', at: result.until };

  const { request, recipients, email, policy, zone } = mail;
  const { messageId, quietSince, turnAt } = result;
  const question = { key, request, recipients, topic: email.topic, zone, quietSince, now };
  const judgement = judgeSending(policy, await sendingFacts(trx, policy, question));
  if (judgement.verdict === 'skip') {
    await settleUnsent(trx, claim, { status: 'skipped', why: judgement.why });
    return { status: 'done', skipped: judgement.why };
  }
  if (judgement.verdict === 'hold') {
    const { why, until } = judgement;
    const held = why === 'quiet-hours' ? (quietSince ?? now) : quietSince;
    await settleHeld(trx, claim, { why, until, quietSince: held });
    return { status: 'not-before', at: until, why };
  }
  const turn = perSecond === undefined ? now : (turnAt ?? (await takeTurn(trx, perSecond, now)));
  if (turn <= now) return { recipients: judgement.to, messageId };
  await settleHeld(trx, claim, { why: 'rate', until: turn, quietSince, turnAt: turn });
  return { status: 'not-before', at: turn, why: 'rate' };
}
