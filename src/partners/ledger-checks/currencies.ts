import type { CheckScope, Finding } from './finding.ts';

/** Amounts are in the currency of their program, so it has to be known, and may never have been another one. */
export async function checkCurrencies({ db, settings, released, program }: CheckScope): Promise<Finding[]> {
  const rows = await db.selectFrom('ledger').select('program').distinct().orderBy('program').execute();
  return rows.flatMap(({ program: name }): Finding[] => {
    if (program !== undefined && name !== program) return [];
    const finding = (message: string): Finding => ({ check: 'currency', program: name, message });
    const code = settings.programs[name]?.currency.code;
    if (code === undefined)
      return [finding('the current release does not have this partner program, so its currency is unknown')];
    const codes = new Set(released.flatMap(({ programs }) => programs[name]?.currency.code ?? []));
    codes.delete(code);
    if (codes.size === 0) return [];
    const others = [...codes].sort().join(', ');
    return [
      finding(`the currency is ${code}, and an earlier release had ${others}: older rows may be in that`),
    ];
  });
}
