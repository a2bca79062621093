import type { Instant } from '../program/time.ts';
import { appendEvent, refusal, type Facts, type Refusal } from './facts.ts';

/** What a click came to. */
type ClickResult = { recorded: string } | { duplicate: string } | { refused: Refusal };

/** The contact clicks a link of a mail: of the newest one by that name that has it. Counts once for each mail and link. */
export function clickLink(
  facts: Facts,
  { template, link }: { template: string; link: string },
  now: Instant,
): ClickResult {
  const sent = facts.mails.filter((mail) => mail.template === template);
  if (sent.length === 0) return refusal('unknown-mail', `no mail ${template} has gone to the contact`);
  const mail = sent.findLast(({ links }) => links.includes(link));
  if (!mail) {
    const links = [...new Set(sent.flatMap((each) => each.links))];
    const has =
      links.length > 0
        ? `clicks are counted on ${links.join(', ')}`
        : 'that takes `tracking: { clicks: true }`, a marketing topic, and an address that stands in the email';
    return refusal('unknown-link', `the mail ${template} has no counted link ${link}: ${has}`);
  }
  const id = `${facts.mails.indexOf(mail)}/${link}`;
  if (facts.events.some((event) => event.source === '/clicks' && event.id === id)) {
    return { duplicate: `the first click on this link of ${template} counts` };
  }
  const data = { email: template, link, changes: [] };
  appendEvent(facts, { type: 'email-clicked', source: '/clicks', id, time: now, data });
  return { recorded: `clicked ${link} in ${template}` };
}
