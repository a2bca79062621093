import { expect, it } from 'vitest';
import { door, email, end, mapOf, path } from '../program/builders.ts';
import { mails, ofKind, play } from './stage.ts';

const trained = mapOf({
  events: { 'training-finished': { course: { type: 'string' }, score: { type: 'integer' } } },
  triggers: [
    door('in', { type: 'custom', name: 'training-finished', where: 'event.score >= 80' }, 'welcome'),
  ],
  steps: path(email('welcome'), end('in')),
});
const event = (data: object, type = 'training-finished') => ({ event: { type, data: { ...data } } });

it('an event of events.yaml happens, with its data', async () => {
  const timeline = [{ submit: 'sign-up' }, event({ score: 79 }), { after: '1 day', ...event({ score: 80 }) }];
  const report = await play({ programs: [trained], timeline });
  expect(mails(report)).toEqual(['welcome 2026-01-06T09:00Z']);
  expect(ofKind(report, 'entry').at(-1)).toMatchObject({ detail: 'event training-finished' });
});

it.each([
  ['an event that is not declared', event({}, 'enrolled'), 'unknown-event'],
  ['data of another type', event({ score: 'high' }), 'bad-event-data'],
])('%s is refused', async (_what, entry, code) => {
  const report = await play({ programs: [trained], timeline: [entry], expect: { refused: [code] } });
  expect(report.failures).toEqual([]);
});
