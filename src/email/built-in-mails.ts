import { createHash } from 'node:crypto';
import type { EmailSource } from '../compiler/compilation.ts';
import { canonicalJson } from '../program/canonical.ts';

const APPROVAL_REQUEST = {
  name: 'approval-request',
  subject: '{{#if reminder}}Reminder: {{/if}}{{applicant}} applied to {{program.title}}',
  preheader: 'Approve or decline the application',
  body: `{{#if reminder}}
This application is still waiting for a decision.
{{/if}}

**{{applicant}}** would like to become a partner of {{program.title}}.

{{#each application}}
- **{{label}}:** {{value}}
{{/each}}

To take them on:

    {{decide.approve}}

To decline; the reason is for the applicant, if your mail to them shows it:

    {{decide.reject}}

Add \`--by\` with your own address, so that the record says who decided. The first decision counts.
`,
};

/** The mails that Mapwright brings along; releases render them like the author's own. */
export const builtInMails: Record<'approval-request', EmailSource> = {
  'approval-request': { ...APPROVAL_REQUEST, hash: hashOf(APPROVAL_REQUEST) },
};

function hashOf(source: Omit<EmailSource, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(source)).digest('hex').slice(0, 16);
}
