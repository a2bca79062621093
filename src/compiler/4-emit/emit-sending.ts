import type { SendingDocument } from '../../language/sending.generated.ts';
import type { QuietHours, Rolling, SendingPolicy, TeamRole, Topic } from '../../program/settings.ts';
import { durationIn, durationOf } from './duration.ts';
import { optional } from './steps/step-emitter.ts';

/** The sending policy with its defaults; what it does not speak of is left out. */
export function emitSending(sending: SendingDocument): SendingPolicy {
  const { from, postalAddress, teams = {}, topics, quietHours, caps, breaker, tracking } = sending;
  const marketing = caps?.marketing;
  return {
    from,
    postalAddress,
    ...teamsOf(teams),
    ...optional('topics', topics && topicsOf(topics)),
    ...optional('quietHours', quietHours && quietHoursOf(quietHours)),
    ...optional(
      'caps',
      marketing && { marketing: { ...rollingOf(marketing), beyond: marketing.then ?? 'drop' } },
    ),
    ...optional(
      'breaker',
      breaker && {
        ...optional('perContact', breaker.perContact && rollingOf(breaker.perContact)),
        ...optional('perMap', breaker.perMap && rollingOf(breaker.perMap)),
      },
    ),
    ...optional('tracking', tracking && { clicks: tracking.clicks ?? false }),
  };
}

/** Roles lie beside the addresses: only the console asks for them, and approvers are not written down. */
function teamsOf(teams: NonNullable<SendingDocument['teams']>): Pick<SendingPolicy, 'teams' | 'roles'> {
  const people = Object.entries(teams).map(([team, members]) => ({
    team,
    members: members.map((member) => (typeof member === 'string' ? { address: member } : member)),
  }));
  const roles = people.flatMap(({ team, members }) =>
    members.flatMap(({ address, role = 'approver' }): TeamRole[] =>
      role === 'approver' ? [] : [{ team, address, role }],
    ),
  );
  return {
    teams: Object.fromEntries(
      people.map(({ team, members }) => [team, members.map(({ address }) => address)]),
    ),
    ...(roles.length > 0 ? { roles } : {}),
  };
}

function topicsOf(topics: NonNullable<SendingDocument['topics']>): Record<string, Topic> {
  return Object.fromEntries(
    Object.entries(topics).map(([name, topic]) => [
      name,
      {
        title: topic.title,
        marketing: topic.marketing ?? false,
        ...optional('default', topic.default),
      },
    ]),
  );
}

function quietHoursOf(quiet: NonNullable<SendingDocument['quietHours']>): QuietHours {
  const { from, to, zone = 'contact' } = quiet;
  return { from, to, zone, ...durationIn(quiet, 'heldLongerThan'), tooLong: quiet.then ?? 'send' };
}

function rollingOf({ count, per }: { count: number; per: string }): Rolling {
  return { count, per: durationOf(per) };
}
