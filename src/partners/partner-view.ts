import { readRunMemory } from '../storage/run-records.ts';
import { findContact, type EnrolmentView } from './find-contact.ts';
import { partnerLinks, type PartnerLink } from './partner-links.ts';
import type { Partners } from './partners.ts';

/** What a partner sees of themselves in the partner center; money in minor units of the program's currency. */
export interface PartnerView {
  contactId: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** BCP 47 tag and IANA zone: the contact's, or else the program's. */
  locale: string;
  timeZone: string;
  status: EnrolmentView['status'];
  referralCode: string;
  links: PartnerLink[];
  totalSales: number;
  numberOfSales: number;
  totalCommission: number;
  milestones: ReachedMilestone[];
}

/** A threshold that a map remembers as reached; money thresholds in minor units. */
interface ReachedMilestone {
  map: string;
  /** Name of the milestone block. */
  name: string;
  value: number;
}

/** What a partner is in one program; undefined when the contact does not belong to the program. */
export async function partnerView(
  p: Partners,
  contactId: string,
  programName: string,
): Promise<PartnerView | undefined> {
  const program = p.settings().programs[programName];
  const contact = await findContact(p, contactId);
  const enrolment = contact?.enrolments.find((row) => row.program === programName);
  if (!program || !contact || !enrolment) return undefined;
  const { totals } = enrolment;
  return {
    contactId: contact.id,
    email: contact.email,
    firstName: contact.firstName,
    lastName: contact.lastName,
    locale: contact.locale ?? program.locale,
    timeZone: contact.timeZone ?? program.timeZone,
    status: enrolment.status,
    referralCode: enrolment.referralCode,
    links: partnerLinks(program, enrolment.referralCode, p.publicUrl),
    totalSales: totals.totalSales,
    numberOfSales: totals.numberOfSales,
    totalCommission: totals.totalCommission,
    milestones: await reachedMilestones(p, contact.id),
  };
}

async function reachedMilestones(p: Partners, contactId: string): Promise<ReachedMilestone[]> {
  const memory = await readRunMemory(p.db, contactId);
  return Object.entries(memory?.maps ?? {}).flatMap(([map, { milestones }]) =>
    Object.entries(milestones).flatMap(([name, values]) =>
      values.toSorted((a, b) => a - b).map((value) => ({ map, name, value })),
    ),
  );
}
