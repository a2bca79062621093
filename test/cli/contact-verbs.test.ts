import { describe, expect, test } from 'vitest';
import { addProgram, addReleaseSet } from '../../src/releases/release-store.ts';
import { developmentStore, makeCurrent } from '../../src/releases/current-release.ts';
import { approvedPartner } from '../partners/partner-company.ts';
import { door, email, end, mapOf, path } from '../program/builders.ts';
import { join } from 'node:path';
import { startedProject } from './project.ts';

const welcome = mapOf({
  map: 'welcome',
  triggers: [door('in', { type: 'form-submitted' }, 'hello')],
  steps: path(email('hello'), end('active')),
});

/** A project with a map that nobody can be added to but at a step, and Ada, who is a partner. */
async function started() {
  const project = await startedProject();
  const store = developmentStore(join(project.folder, '.mapwright'));
  const set = await addReleaseSet(store, { welcome: await addProgram(store, welcome) }, project.p.settings());
  await makeCurrent(project.db, set.id);
  const contactId = await approvedPartner(project.p, 'ada@example.com');
  const mapwright = (line: string) => project.run(line.split(' '));
  const types = async () =>
    (await project.db.selectFrom('outbox').select('type').orderBy('id').execute())
      .slice(2)
      .map(({ type }) => type);
  return { contactId, mapwright, types };
}

describe('enroll, remove, pause and resume', () => {
  test('record what somebody does, and say it', async () => {
    const { contactId, mapwright, types } = await started();
    const { code, out } = await mapwright(
      'enroll ada@example.com --map welcome --at active --by kim@example.com',
    );
    expect([code, out]).toEqual([
      0,
      `Enrolled: contact ${contactId}, map welcome at active, by kim@example.com.\n`,
    ]);
    expect((await mapwright('pause ada@example.com --by kim@example.com')).out).toContain(
      'all maps, by kim@example.com',
    );
    expect(JSON.parse((await mapwright('resume ada@example.com --map welcome --json')).out)).toMatchObject({
      status: 'recorded',
      map: 'welcome',
    });
    expect((await mapwright('remove ada@example.com --map welcome')).code).toBe(0);
    expect(await types()).toEqual(['added', 'paused', 'resumed', 'removed']);
  });

  test.each([
    ['enroll ada@example.com --map other', /There is no map “other” .* Its maps are welcome\./],
    ['enroll ada@example.com --map welcome', /no trigger `on: added`/],
    [
      'enroll ada@example.com --map welcome --at hello',
      /could send a mail\. People can be put at active, in\.end\./,
    ],
    ['enroll ada@example.com --map welcome --at gone', /has no step “gone”/],
    ['pause bo@example.com', /There is no contact/],
  ])('%s', async (line, message) => {
    const { mapwright, types } = await started();
    const { code, out } = await mapwright(line);
    expect([code, await types()]).toEqual([1, []]);
    expect(out).toMatch(message);
  });
});

test('suspend and reinstate', async () => {
  const { contactId, mapwright, types } = await started();
  const suspended = await mapwright('suspend ada@example.com --by kim@example.com');
  expect(suspended.out).toBe(`Contact ${contactId} suspended in partner program main, by kim@example.com.\n`);
  const again = await mapwright('suspend ada@example.com');
  expect([again.code, again.out]).toEqual([
    0,
    `Nothing to do: contact ${contactId} is suspended in main already.\n`,
  ]);
  expect((await mapwright('reinstate ada@example.com')).code).toBe(0);
  expect(await types()).toEqual(['contact-changed', 'contact-changed']);
});
