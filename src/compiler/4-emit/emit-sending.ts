import type { SendingDocument } from '../../language/sending.generated.ts';
import type { QuietHours, Rolling, SendingPolicy, Topic } from '../../program/settings.ts';
import { durationIn, durationOf } from './duration.ts';
import { optional } from './steps/step-emitter.ts';

/** The sending policy with its defaults; what it does not speak of is left out. */
export function emitSending(sending: SendingDocument): SendingPolicy {
  const { from, postalAddress, teams = {}, topics, quietHours, caps, breaker, tracking } = sending;
  const marketing = caps?.marketing;
  return {
    from,
    postalAddress,
    teams,
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
