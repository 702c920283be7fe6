import type { Warning } from '../../replies/parts.ts';
import { nhsNumber, toPerson, toSafety } from '../parts.ts';
import { type Mapping, source } from '../source.ts';
import { HousingMessage } from './message.ts';

type Member = HousingMessage['household'][number];
type Complaint = HousingMessage['complaints'][number];

/** A tenancy and who lives there: what is owed is told of the tenant, a complaint of whom it is made against. */
function toReferral(message: HousingMessage): Mapping {
  const { officer, household, complaints, tenancy, safeguarding } = message;
  const warnings: Warning[] = [];
  const members = household.map((member, index) => toMember(member, index, message, warnings));
  const referral = {
    purpose: 'support' as const,
    urgency: message.urgency ?? (tenancy?.evictionOn ? ('soon' as const) : ('routine' as const)),
    senderReference: message.reference,
    referredOn: message.referredOn,
    referrer: {
      name: officer.name,
      role: [officer.jobTitle ?? 'Housing officer', ...(officer.landlord ? [officer.landlord] : [])].join(', '),
      telephone: officer.telephone,
      email: officer.email,
    },
    people: [...members, ...complaints.flatMap(toComplainant)],
    narrative: narrativeOf(message),
    safeguarding: safeguarding && concernOf(safeguarding),
  };
  return { referral, warnings };
}

function toMember(member: Member, index: number, { property, tenancy, complaints, staffSafety }: HousingMessage, warnings: Warning[]) {
  const isTenant = index === 0;
  const place = `/household/${index}`;
  return {
    key: `p${index + 1}`,
    place,
    role: isTenant ? ('subject' as const) : ('household-member' as const),
    ...toPerson({ ...member, address: property.address }),
    nhsNumber: nhsNumber(member.nhsNumber, `${place}/nhsNumber`, warnings),
    education: member.school,
    protected: member.protected,
    needs: member.needs,
    strengths: member.strengths.map((text) => ({ kind: 'what-matters' as const, text })),
    health: member.health,
    mobility: member.mobility,
    finances: isTenant ? financesOf(tenancy) : [],
    offences: complaints.filter(({ about = 1 }) => about === index + 1).map(allegationOf),
    ...(isTenant ? toSafety(staffSafety) : {}),
    narrative: member.notes,
    consent: member.consent,
  };
}

function financesOf(tenancy: HousingMessage['tenancy']): string[] {
  if (!tenancy) return [];
  const { arrears, owedSince, notice, servedOn, evictionOn } = tenancy;
  const owed = arrears === undefined ? 'Rent arrears' : `Rent arrears of £${arrears.toFixed(2)}`;
  return [
    ...(arrears !== undefined || owedSince ? [owedSince ? `${owed} since ${owedSince}` : owed] : []),
    ...(notice || servedOn ? [[notice ?? 'Notice', ...(servedOn ? [`served on ${servedOn}`] : [])].join(', ')] : []),
    ...(evictionOn ? [`May lose the home on ${evictionOn}`] : []),
  ];
}

const allegationOf = ({ text, receivedOn }: Complaint): string => (receivedOn ? `${text} (received on ${receivedOn})` : text);

/** Whoever complained is a person of the referral, whom no team is shown. */
function toComplainant({ complainant }: Complaint, index: number) {
  if (!complainant) return [];
  const { telephone, ...named } = complainant;
  return [
    {
      key: `c${index + 1}`,
      place: `/complaints/${index}/complainant`,
      role: 'complainant' as const,
      ...toPerson({ ...named, telephone: telephone ? [telephone] : undefined }),
    },
  ];
}

function narrativeOf({ concernForChildren, narrative }: HousingMessage): string | undefined {
  return (
    [...(concernForChildren ? [`For the children: ${concernForChildren}`] : []), ...(narrative ? [narrative] : [])].join('\n') || undefined
  );
}

/** The member it names, or someone whose name is not known. */
function concernOf({ member, ...concern }: NonNullable<HousingMessage['safeguarding']>) {
  return { ...concern, about: member === undefined ? undefined : `p${member}` };
}

export const housing = source({ title: 'Housing: a household that may lose its home', message: HousingMessage, toReferral });
