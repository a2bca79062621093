import type { PartnerProgram } from '../program/settings.ts';

/** A page to recommend, with the partner's own code in its address. */
export interface PartnerLink {
  title: string;
  url: string;
}

/** The program's links as one partner passes them on: `ref=CODE` is added to the query. */
export function partnerLinks(program: PartnerProgram, referralCode: string): PartnerLink[] {
  return program.links.map(({ title, url }) => {
    const own = new URL(url);
    own.searchParams.set('ref', referralCode);
    return { title, url: own.href };
  });
}
