import type { FastifyPluginAsync } from 'fastify';
import { findApproval, type ConsoleApproval } from '../../partners/console-approvals.ts';
import { decideApproval } from '../../partners/decide-approval.ts';
import { covers } from '../../partners/reach.ts';
import { actingMember, notAllowed, type TeamMember } from '../console-session.ts';
import type { GatewayContext } from '../context.ts';
import { addressOf, readApplicationQuery, type ApplicationQuery } from '../list-query.ts';
import { Problem } from '../problem.ts';
import { readReason } from '../read-reason.ts';
import { formGuard, formValue, formValues } from '../security.ts';
import { sendPage } from '../send-page.ts';
import { consoleDecisionsPage, type Answered } from '../views/console-decisions.ts';
import { wordbook } from '../views/wordbook.ts';

/** Applications that one form decides: more than a page shows. */
const MOST_AT_ONCE = 100;

/** What names a question in addresses and forms. */
interface ApprovalParams {
  contactId: string;
  map: string;
  entry: string;
}

/** What a form says of one application, or of several. */
interface FormDecision {
  outcome: 'approved' | 'rejected';
  reason?: string;
}

/** Deciding applications: one of them, or several for one reason. */
export function consoleDecisionRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (pages) => {
    pages.post<{ Params: ApprovalParams }>(
      '/console/approvals/:contactId/:map/:entry',
      { preHandler: formGuard(pages) },
      async (request, reply) => {
        const member = actingMember(context, request, 'approver');
        const approval = await approvalOf(context, member, request.params);
        if (!approval) throw unknownApproval();
        if (!covers(member.decides, approval.team)) throw notAllowed(member);
        const status = await decide(context, member, approval, readDecision(request.body));
        if (status === 'decided') context.onCommitted();
        const { contactId, map, entry } = approval;
        const about = { about: `${contactId} ${map} ${entry}` };
        const late = { late: status === 'already-decided' ? '1' : '' };
        return reply.redirect(addressOf('/console', listOf(request.body), about, late), 303);
      },
    );

    pages.post('/console/decisions', { preHandler: formGuard(pages) }, async (request, reply) => {
      const member = actingMember(context, request, 'approver');
      const decision = readDecision(request.body);
      const answers: Answered[] = [];
      for (const chosen of readChosen(request.body)) {
        try {
          answers.push(await decideOne(context, member, chosen, decision));
        } catch (err) {
          // Those before it are decided: the page has to say so, whatever happened to this one.
          request.log.error({ err, route: '/console/decisions' }, 'one of several decisions failed');
          answers.push({ status: 'failed' });
        }
      }
      if (answers.some(({ status }) => status === 'decided')) context.onCommitted();
      const view = {
        answers,
        member,
        csrf: reply.generateCsrf(),
        words: wordbook(context.partners.settings(), context.maps(), context.now()),
        back: addressOf('/console', listOf(request.body)),
      };
      return sendPage(reply, consoleDecisionsPage(view));
    });
  };
}

/** Each has a transaction of its own, the same as if it were alone: of two people, who was first has decided. */
async function decideOne(
  context: GatewayContext,
  member: TeamMember,
  chosen: ApprovalParams,
  decision: FormDecision,
): Promise<Answered> {
  const approval = await approvalOf(context, member, chosen);
  if (!approval || !covers(member.decides, approval.team)) return { status: 'unknown' };
  const status = await decide(context, member, approval, decision);
  const now = await approvalOf(context, member, chosen);
  const stands = now?.decisions.at(-1);
  if (!now || !stands) return { status: 'unknown' };
  return { status: status === 'decided' ? 'decided' : 'late', approval: now, decision: stands };
}

async function decide(
  { partners }: GatewayContext,
  { address }: TeamMember,
  { contactId, map, entry }: ConsoleApproval,
  decision: FormDecision,
) {
  const result = await decideApproval(partners, {
    contact: contactId,
    map,
    entry,
    by: address,
    via: 'console',
    ...decision,
  });
  return result.status;
}

/** The question that an address or a form names, where it is one that the member sees. */
export function approvalOf(
  { partners }: GatewayContext,
  { sees }: TeamMember,
  { contactId, map, entry }: ApprovalParams,
): Promise<ConsoleApproval | undefined> {
  if (!/^\d{1,9}$/.test(entry)) return Promise.resolve(undefined);
  return findApproval(partners, sees, { contactId, map, entry: Number(entry) });
}

/** The list that a form was sent from: only what such a list can be narrowed to. */
function listOf(body: unknown): ApplicationQuery {
  return readApplicationQuery(Object.fromEntries(new URLSearchParams(formValue(body, 'list'))));
}

function readChosen(body: unknown): ApprovalParams[] {
  const chosen = [...new Set(formValues(body, 'chosen'))];
  if (chosen.length === 0) throw refused('No application was chosen. Go back and tick those that you mean.');
  if (chosen.length > MOST_AT_ONCE)
    throw refused(`${chosen.length} applications were chosen, and ${MOST_AT_ONCE} are taken at once.`);
  return chosen.map((text) => {
    const [contactId = '', map = '', entry = ''] = text.split(' ');
    return { contactId, map, entry };
  });
}

function readDecision(body: unknown): FormDecision {
  const outcome = formValue(body, 'outcome');
  if (outcome !== 'approved' && outcome !== 'rejected')
    throw refused('Choose “Approve” or “Reject”; the form that was sent says neither.');
  const reason = readReason(body, NOTHING_DECIDED);
  return { outcome, ...(reason === undefined ? {} : { reason }) };
}

const NOTHING_DECIDED = 'Nothing was decided';
const NEXT = { href: '/console', label: 'Back to the applications' };

function refused(detail: string): Problem {
  return new Problem({ status: 422, code: 'bad-decision', title: NOTHING_DECIDED, detail, next: NEXT });
}

function unknownApproval(): Problem {
  return new Problem({
    status: 404,
    code: 'unknown-approval',
    title: 'There is no such application',
    detail: 'Your teams were not asked to decide this. Go back to the list and choose from it.',
    next: NEXT,
  });
}
