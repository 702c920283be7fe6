import { type Agreement, type Clause, ReasonOutOfForce } from '../../contracts/agreement.ts';
import { type Category, categories } from '../../contracts/categories.ts';
import { purposes, teamKinds } from '../../contracts/vocabulary.ts';
import type { Standing } from '../../functions/agreements/standing.ts';
import { article6Bases, article9Conditions, lawEnforcementAuthorities, powers, schedule1 } from '../../policies/law.ts';
import { partnership } from '../../policies/partnership/index.ts';
import { labelled, terminal, ukMoment } from './terminal.ts';

/** The code of a reason that was not given. */
export const reasonNotStated = 'not-stated';

/**
 * An agreement on one page, in plain words: what an information governance lead checks. `standing` is left out for one
 * that was never put in force. Law that is not listed in `policies/law.ts` is shown as it is named.
 */
export function agreementPage(agreement: Agreement, standing: Standing | undefined, today: string): string {
  const { id, version, title, parties, inForceFrom, reviewBy, inForceUntil, necessity, dpia, approvals, clauses } = agreement;
  const field = (label: string, text: string) => labelled(label, text, 0, 13);
  return [
    terminal.bold(`${title} (${id}, version ${version})`),
    terminal.yellow(agreement.status),
    '',
    field('Status', statusOf(agreement, standing, today)),
    ...parties.map(({ organisation, role, icoRegistration }, index) =>
      field(index === 0 ? 'Parties' : '', `${nameOf(organisation)} (${organisation}): ${role}, ICO registration ${icoRegistration}`),
    ),
    field('Dates', `in force from ${inForceFrom}; review by ${reviewBy}; last day ${inForceUntil}`),
    field('Necessity', necessity),
    field('DPIA', dpia),
    ...approvals.map(({ organisation, role, approvedOn }, index) =>
      field(index === 0 ? 'Approved' : '', `${approvedOn} by ${nameOf(organisation)}: ${role}`),
    ),
    ...clauses.flatMap((clause) => ['', terminal.bold(`Clause ${clause.id}`), ...clauseLines(clause)]),
  ].join('\n');
}

/** Where an agreement stands today, in a few words: as it was put, and as its dates have it. */
export function shortStatus({ inForceFrom, inForceUntil, reviewBy }: Agreement, standing: Standing | undefined, today: string): string {
  if (!standing) return 'not in force';
  if (standing.status !== 'active') return standing.status;
  if (today < inForceFrom) return 'not begun';
  if (today > inForceUntil) return 'lapsed';
  return today > reviewBy ? 'in force, review overdue' : 'in force';
}

function statusOf(agreement: Agreement, standing: Standing | undefined, today: string): string {
  const short = shortStatus(agreement, standing, today);
  if (!standing) return `${short}: it was never put in force, and nothing flows under it`;
  if (short === 'lapsed') return `lapsed: its last day was ${agreement.inForceUntil}, and nothing flows under it`;
  if (short === 'not begun') return `not begun: nothing flows under it before ${agreement.inForceFrom}`;
  if (standing.status === 'active') return `${short}, since ${ukMoment(standing.since)}`;
  return `${short} since ${ukMoment(standing.since)} (${reasonOf(standing)}). Nothing flows under it.`;
}

/** Why it is out of force. What is not a code is not shown: nobody knows what it says. */
export function reasonOf({ reason }: Standing): string {
  if (reason === reasonNotStated) return 'no reason given';
  return ReasonOutOfForce.safeParse(reason).success ? (reason ?? '') : 'no coded reason';
}

function clauseLines(clause: Clause): string[] {
  const { from, to, purpose, exclusions, article6, confidentiality, engagement, note } = clause;
  const teams = to.teamKinds?.map((kind) => teamKinds[kind]).join(', ');
  const lines: [string, string | undefined][] = [
    ['From → to', `${nameOf(from)} → ${nameOf(to.organisation)}${teams ? `: ${teams}` : ', the organisation itself'}`],
    ['Purpose', `${purposes[purpose]} (${purpose})`],
    ['Shared', inWords(clause.categories)],
    ['Never', exclusions.length > 0 ? inWords(exclusions) : 'nothing more is excluded by name; what is not listed above is not shared'],
    [
      'Art. 6',
      `${article6.basis} ${lookUp(article6Bases, article6.basis)?.sentence ?? ''}; ${lookUp(powers, article6.power) ?? article6.power}`,
    ],
    ['Art. 9', article9Of(clause)],
    ['Art. 10', article10Of(clause)],
    ['DPA s.36(4)', lawEnforcementOf(clause)],
    ['Confidence', confidentialities[confidentiality]],
    ['Engagement', engagements[engagement]],
    ['Readers', readersOf(clause)],
    ['Under 16', parentsOf(clause)],
    ['Kept', `${clause.retentionDays} days by who receives it; ${clause.unreleasedDays} days by the hub if it is never released`],
    ['Note', note],
  ];
  return lines.flatMap(([label, text]) => (text === undefined ? [] : [labelled(label, text, 2, 15)]));
}

function article9Of({ article9 }: Clause): string {
  if (!article9) return 'no condition: no special category data may be shared';
  const { condition } = article9;
  return [`${condition} ${lookUp(article9Conditions, condition)?.sentence ?? ''}`, ...scheduleOf(article9)].join('; ');
}

const article10Of = ({ article10 }: Clause): string =>
  article10 ? scheduleOf(article10).join('; ') : 'no condition: no criminal-offence data may be shared, allegations included';

function lawEnforcementOf({ lawEnforcement }: Clause): string {
  if (!lawEnforcement) return 'no authority: nothing collected for law enforcement may be shared';
  const { authority } = lawEnforcement;
  return `what was collected for law enforcement may be reused: ${lookUp(lawEnforcementAuthorities, authority) ?? authority}`;
}

function scheduleOf({
  schedule1: paragraph,
  policyDocument,
}: {
  schedule1?: number | undefined;
  policyDocument?: string | undefined;
}): string[] {
  if (paragraph === undefined) return [];
  const sentence = lookUp(schedule1, String(paragraph))?.sentence ?? '';
  return [`DPA 2018 Sch. 1 para. ${paragraph} ${sentence}`.trim(), ...(policyDocument ? [policyDocument] : [])];
}

const confidentialities: Readonly<Record<Clause['confidentiality'], string>> = {
  'explicit-permission': 'with the person’s explicit permission',
  'implied-direct-care': 'permission implied for direct care',
  'best-interests': 'in the person’s best interests',
  'legal-requirement': 'required by law',
  'overriding-public-interest': 'in an overriding public interest',
  'none-owed': 'none owed: nobody’s permission is asked',
};

const engagements: Readonly<Record<Clause['engagement'], string>> = {
  'asked-first': 'the person agreed to be contacted before anything is shared',
  'told-first': 'the person was told, before anything is shared, that a team may make contact',
  'asked-by-the-team': 'the team asks whether the person wants help; nothing goes of someone who has declined it',
  'not-needed': 'not needed: the person need not have been asked or told',
};

function readersOf({ readers, protectedReaders }: Clause): string {
  const all = readers ? `only ${readers.join(', ')}` : 'anyone there';
  const ofProtected = protectedReaders ? `only ${protectedReaders.join(', ')}` : 'nobody';
  return `${all}; of people whose identity or whereabouts are protected: ${ofProtected}`;
}

/** Only where permission is asked does anyone answer for a child. */
function parentsOf({ confidentiality, parentalResponsibility = 'evidenced' }: Clause): string | undefined {
  if (confidentiality !== 'explicit-permission') return undefined;
  return parentalResponsibility === 'claimed'
    ? 'a parent may answer who says that they hold parental responsibility'
    : 'a parent may answer on evidence of parental responsibility';
}

const inWords = (kinds: readonly Category[]): string => kinds.map((kind) => categories[kind].sentence).join('; ');

const nameOf = (organisation: string): string => partnership.organisations.get(organisation)?.name ?? organisation;

function lookUp<T extends object>(table: T, key: string): T[keyof T] | undefined {
  return Object.hasOwn(table, key) ? table[key as keyof T] : undefined;
}
