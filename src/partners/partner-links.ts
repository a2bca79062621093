import type { PartnerProgram, Settings } from '../program/settings.ts';

/** A page to recommend, with the partner's own code in its address. */
export interface PartnerLink {
  title: string;
  url: string;
}

/**
 * The program's links as one partner passes them on. Where the program has rules for whom a sale counts they go by the
 * gateway, which records the visit and leads on; otherwise straight to the page, with `ref=CODE` in the query.
 */
export function partnerLinks(
  program: PartnerProgram,
  referralCode: string,
  publicUrl: string,
): PartnerLink[] {
  return program.links.map(({ title, url }, index) => {
    if (program.attribution) {
      const to = index === 0 ? '' : `?to=${encodeURIComponent(url)}`;
      return { title, url: `${publicUrl.replace(/\/+$/, '')}/r/${program.name}/${referralCode}${to}` };
    }
    const own = new URL(url);
    own.searchParams.set('ref', referralCode);
    return { title, url: own.href };
  });
}

/**
 * Where partners find the partner center of a program. Its name is in the address where there are several programs: who
 * is a partner in two is led to the one that the mail is about.
 */
export function partnerCenterUrl(
  { programs }: Pick<Settings, 'programs'>,
  program: string | undefined,
  publicUrl: string,
): string {
  const home = `${publicUrl.replace(/\/+$/, '')}/partner`;
  return program === undefined || Object.keys(programs).length < 2 ? home : `${home}?program=${program}`;
}
