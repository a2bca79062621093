/** The emails that all generated maps share, by name: twenty, each with merge fields. */
export function emailTexts(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SUBJECTS).map(([name, [subject, field]]) => [name, emailText(subject, field)]),
  );
}

/** Subject, and a merge field that has a value where the email is sent. */
const SUBJECTS: Readonly<Record<string, [string, string]>> = {
  welcome: ['Welcome to {{program.title}}', 'contact.referralCode'],
  'partner-login': ['Your login', 'login.url'],
  'application-declined': ['Your application', 'approval.reason'],
  'new-partner': ['A new partner: {{contact.firstName}} {{contact.lastName}}', 'contact.website'],
  'getting-started': ['Getting started', 'partnerCenter.url'],
  reminder: ['Your links are waiting', 'contact.tier'],
  'first-sales': ['Your first sales', 'contact.totalSales'],
  'keep-going': ['Keep going', 'contact.numberOfSales'],
  'top-partner': ['You are one of our best', 'money contact.totalCommission'],
  comeback: ['We miss you', 'contact.score'],
  'thanks-for-sale': ['Thank you for the sale', 'commission.amount'],
  'thanks-for-first-sale': ['Your first sale', 'sale.amount'],
  'how-to-sell-more': ['How to sell more', 'sale.product'],
  sorry: ['A sale was refunded', 'sale.amount'],
  'milestone-reached': ['You passed {{milestone.value}} in sales', 'milestone.next'],
  'season-greeting': ['A good year', 'contact.timeZone'],
  survey: ['What can we do better?', 'contact.id'],
  'new-products': ['New products', 'contact.locale'],
  'payout-facts': ['How payouts work', 'date contact.approvedAt'],
  farewell: ['Good-bye', 'contact.rejectedReason'],
};

function emailText(subject: string, field: string): string {
  return `---
subject: ${JSON.stringify(subject)}
preheader: A word from {{program.title}}
---
Hello {{default contact.firstName "there"}},

there is something to tell you, and it concerns **{{${field}}}**. Here is what it means, and what you can do about it
this week: look at your links, choose the one that fits your readers, and write two sentences about it.

{{#if contact.lastName}}
Your own links, {{contact.lastName}}:
{{/if}}

{{#each links}}
- [{{title}}]({{url}})
{{/each}}

You find everything at [your partner center]({{partnerCenter.url}}).
`;
}
