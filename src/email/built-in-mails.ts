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

{{#if decide.url}}
[Decide in the console]({{decide.url}})

Or by command. To take them on:
{{else}}
To take them on:
{{/if}}

    {{decide.approve}}

To decline; the reason is for the applicant, if your mail to them shows it:

    {{decide.reject}}

Add \`--by\` with your own address, so that the record says who decided. The first decision counts.
`,
};

const TASK_REQUEST = {
  name: 'task-request',
  subject: '{{#if reminder}}Reminder: {{/if}}{{task.title}} ({{about}})',
  preheader: 'Say how it went when it is done',
  body: `{{#if reminder}}
This task is still open.
{{/if}}

**{{task.title}}**

It is about **{{about}}**, {{contact.email}}.

{{#if decide.url}}
[Open it in the console]({{decide.url}})

Or say by command how it went:
{{else}}
Say by command how it went:
{{/if}}

{{#each task.outcomes}}
- {{name}}: \`{{command}}\`
{{/each}}

Add \`--by\` with your own address, so that the record says who did it. The first answer counts.
`,
};

const CONSOLE_SIGN_IN = {
  name: 'console-sign-in',
  subject: 'Your sign-in link to the approval console',
  preheader: 'It works once, for 15 minutes',
  body: `Somebody, most likely you, asked to sign in to the approval console with this address.

[Sign in]({{signIn.url}})

The link works once, within 15 minutes. If it was not you, do nothing: without this mail nobody gets in.
`,
};

const PARTNER_SIGN_IN = {
  name: 'partner-sign-in',
  subject: 'Your sign-in link to the partner center',
  preheader: 'It works once, for 15 minutes',
  body: `Somebody, most likely you, asked to sign in to the partner center with this address.

{{#each signIn.links}}
[Sign in to {{title}}]({{url}})

{{/each}}

A link works once, within 15 minutes. If it was not you, do nothing: without this mail nobody gets in.
`,
};

// Nothing that was typed stands in it: a stranger could write to anybody in our name.
const CONFIRM_SIGN_UP = {
  name: 'confirm-sign-up',
  subject: 'Please confirm your application to {{program.title}}',
  preheader: 'One press of a button, and your application is with us',
  body: `Somebody, most likely you, applied to {{program.title}} with this address.

[Confirm the application]({{confirm.url}})

The link works once, until {{confirm.expiresAt}}. If it was not you, do nothing: without your confirmation nothing is kept.
`,
};

/** The mails that Mapwright brings along; releases render them like the author's own. */
export const builtInMails: Record<
  'approval-request' | 'confirm-sign-up' | 'console-sign-in' | 'partner-sign-in' | 'task-request',
  EmailSource
> = {
  'approval-request': { ...APPROVAL_REQUEST, hash: hashOf(APPROVAL_REQUEST) },
  'confirm-sign-up': { ...CONFIRM_SIGN_UP, hash: hashOf(CONFIRM_SIGN_UP) },
  'console-sign-in': { ...CONSOLE_SIGN_IN, hash: hashOf(CONSOLE_SIGN_IN) },
  'partner-sign-in': { ...PARTNER_SIGN_IN, hash: hashOf(PARTNER_SIGN_IN) },
  'task-request': { ...TASK_REQUEST, hash: hashOf(TASK_REQUEST) },
};

function hashOf(source: Omit<EmailSource, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(source)).digest('hex').slice(0, 16);
}
