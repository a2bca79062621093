import type { PartnerProgram } from '../program/settings.ts';
import { addUtc } from '../program/time.ts';
import { transact } from '../storage/transact.ts';
import { attributionOf } from './attribution.ts';
import { findPartner, type SellingEnrolment } from './find-partner.ts';
import { atOneInstant, type Partners } from './partners.ts';

/** A partner's link as it was followed. */
export interface FollowedLink {
  /** The partner's referral code, as it was typed. */
  code: string;
  /** Absent: the code is of one program only. */
  program?: string;
  /** Which page; absent: the program's first one. */
  to?: string;
  /** From the visitor's cookie. */
  visitor: string;
  /** False for whoever only looks ahead, such as a browser that fetches before anybody has clicked. */
  counts: boolean;
}

/**
 * Where a partner's link leads: to one of the program's own pages, and nowhere else. A visit by the link of somebody who
 * is a partner, or may become one, is recorded, and the address says whose link it was (`ref`) and which visit (`click`).
 * @returns undefined where the link is nobody's and names no program.
 */
export async function followLink(partners: Partners, link: FollowedLink): Promise<string | undefined> {
  const p = atOneInstant(partners);
  const clickId = p.randomId();
  return transact(p.db, async (trx) => {
    const found = await findPartner(p, trx, { referralCode: link.code }, link.program);
    // Whoever follows a link that is cut off or out of date still wants to see the page.
    if ('status' in found) return pageOf(ownProgram(p, link.program), link.to)?.href;
    const { enrolment, program } = found;
    const page = pageOf(program, link.to);
    if (!page || !isCounted(enrolment)) return page?.href;
    page.searchParams.set('ref', enrolment.referral_code);
    if (!link.counts) return page.href;
    page.searchParams.set('click', clickId);
    await trx
      .insertInto('link_clicks')
      .values({
        id: clickId,
        program: program.name,
        contact_id: enrolment.contact_id,
        visitor: link.visitor,
        clicked_at: p.now(),
        counts_until: addUtc(p.now(), attributionOf(program).cookie),
      })
      .execute();
    return page.href;
  });
}

/** The credit of another partner is not taken by one who was suspended or declined. */
function isCounted({ status }: SellingEnrolment): boolean {
  return status === 'approved' || status === 'applied';
}

function ownProgram(p: Partners, name: string | undefined): PartnerProgram | undefined {
  const { programs } = p.settings();
  return name !== undefined && Object.hasOwn(programs, name) ? programs[name] : undefined;
}

/** Only pages of the program: a link of ours leads nobody to a stranger's address. */
function pageOf(program: PartnerProgram | undefined, to: string | undefined): URL | undefined {
  const links = program?.links ?? [];
  const page = links.find(({ url }) => url === to) ?? links[0];
  return page && new URL(page.url);
}
