import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { inTurns, type Rate } from './in-turns.ts';
import type { Ready } from './server.ts';

/** A sale as it goes out. */
interface SignedSale {
  body: string;
  headers: Record<string, string>;
}

/**
 * Posts sales of all partners by turns, each signed, over connections that are kept. They are written and signed
 * before the clock runs: that is the work of whoever sends them. @throws when one is not answered with 202.
 */
export async function postSales(
  { url, webhookSecret, referralCodes }: Ready,
  ids: string,
  calls: number,
  callers: number,
): Promise<Rate> {
  const webhook = new Webhook(webhookSecret);
  const sales = Array.from({ length: calls }, (_, number) =>
    signedSale(webhook, `${ids}-${number}`, referralCodes[number % referralCodes.length] ?? ''),
  );
  const agents = Array.from({ length: callers }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  try {
    return await inTurns(calls, callers, async (number, caller) => {
      const agent = agents[caller];
      const sale = sales[number];
      if (agent && sale) await post(`${url}/hooks/sales`, agent, sale);
    });
  } finally {
    for (const agent of agents) agent.destroy();
  }
}

function signedSale(webhook: Webhook, id: string, referralCode: string): SignedSale {
  const sale = { type: 'sale.recorded', id, partner: { referralCode }, amount: '49.00', currency: 'USD' };
  const body = JSON.stringify(sale);
  const at = new Date();
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(body.length),
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': webhook.sign(id, at, body),
    },
  };
}

async function post(url: string, agent: Agent, { body, headers }: SignedSale): Promise<void> {
  const asked = request(url, { method: 'POST', agent, headers });
  asked.end(body);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  if (response.statusCode !== 202) throw new Error(`A sale was answered with ${response.statusCode}.`);
}
