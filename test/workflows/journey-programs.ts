import type { Program } from '../../src/program/program.ts';
import {
  approve,
  door,
  email,
  end,
  exit,
  grantLogin,
  mapOf,
  milestones,
  noticesOf,
  path,
} from '../program/builders.ts';

/** The reference map in small: form → approval → login → welcome, and a mail at 5,000 and 10,000 dollars. */
export function journeyMap(parts: Partial<Program> = {}): Program {
  const steps = [
    ...path(
      approve('review', { rejected: 'declined', expired: 'left' }),
      grantLogin('login'),
      email('welcome', {}, ['contact.totalSales']),
      end('active'),
    ),
    email('declined', { next: 'left' }),
    exit('left'),
    email('milestone', {}, ['milestone.value', 'contact.totalSales']),
  ];
  const {
    triggers,
    milestones: sets,
    ...map
  } = mapOf({
    triggers: [door('signed-up', { type: 'form-submitted', form: 'sign-up' }, 'review')],
    milestones: [milestones([5000, 10_000], 'milestone')],
    steps,
  });
  return { ...map, triggers, milestones: sets, ...parts };
}

/** The partner program's thanks for each commission. */
export function thanksNotices(): Program {
  return noticesOf(email('thanks', { onlyApproved: true }, ['sale.amount', 'commission.amount']));
}
