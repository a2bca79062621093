import { expect, it } from 'vitest';
import type { Program } from '../../src/program/program.ts';
import { door, email, mapOf, MINUTE, path } from '../program/builders.ts';
import { mails, ofKind, play, welcomeMap } from './stage.ts';

const PARTNER = [{ submit: 'sign-up' }, { approve: { by: 'kim@example.com' } }];

/** The notice of the program, with `coalesce: 10 minutes`. */
function notices(): Program {
  const collecting = { id: 'earned.coalesce', kind: 'wait', next: null, collects: true } as const;
  const steps = path(
    { ...collecting, for: { ms: 10 * MINUTE } },
    email('several', { onlyApproved: true }, ['sales', 'commission.amount']),
  );
  const earned = door('earned', { type: 'commission-earned' }, 'earned.coalesce', {
    ifOnMap: 'add-again',
    coalesce: { ms: 10 * MINUTE },
  });
  return mapOf({ kind: 'notices', map: 'main.notices', triggers: [earned], steps });
}

it('writes one mail for the sales of ten minutes, without the one that was refunded', async () => {
  const report = await play({
    programs: [welcomeMap(), notices()],
    timeline: [
      ...PARTNER,
      { after: '1 hour', sale: { id: 's-1', amount: 100, product: 'kit' } },
      { after: '4 minutes', sale: { id: 's-2', amount: 50 } },
      { after: '1 minute', sale: { id: 's-3', amount: 20.5 } },
      { after: '1 minute', refund: { sale: 's-2' } },
      { after: '1 hour' },
    ],
  });
  expect(mails(report).slice(3)).toEqual(['several 2026-01-05T10:10Z']);
  const mail = ofKind(report, 'email').at(-1);
  expect(mail?.subject).toBe('You earned $24.10');
  expect(mail?.text).toMatch(/s-1 \(kit\): \$100\.00, \$20\.00\s+- s-3 \(\): \$20\.50, \$4\.10/);
});

it('writes none when all are refunded before the end', async () => {
  const report = await play({
    programs: [welcomeMap(), notices()],
    timeline: [
      ...PARTNER,
      { sale: { id: 's-1', amount: 100 } },
      { after: '9 minutes', refund: { sale: 's-1', amount: 60 } },
      { refund: { sale: 's-1' } },
      { after: '1 hour' },
    ],
  });
  expect(mails(report)).toHaveLength(3);
});
