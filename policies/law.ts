import type { Category } from '../contracts/categories.ts';
import type { TeamKind } from '../contracts/vocabulary.ts';

/**
 * The law the hub's decisions name, as data: one place for an information governance lead to check.
 * Illustrative, not legal advice. An agreement may name only what is listed here.
 */

/** UK GDPR Art. 6(1) bases. `setting` marks one that is off until an IG lead turns it on. */
export const article6Bases = {
  '6(1)(a)': { sentence: 'consent' },
  '6(1)(c)': { sentence: 'legal obligation' },
  '6(1)(d)': { sentence: 'vital interests' },
  '6(1)(e)': { sentence: 'public task' },
  '6(1)(ea)': {
    sentence: 'recognised legitimate interests (not for a public authority’s own task)',
    setting: 'recognisedLegitimateInterests',
  },
  '6(1)(f)': { sentence: 'legitimate interests' },
} as const satisfies Record<string, { sentence: string; setting?: string }>;

/** UK GDPR Art. 9(2) conditions, and whether each needs a paragraph of DPA 2018 Sch. 1 (s.10(2)–(3)). */
export const article9Conditions = {
  '9(2)(a)': { sentence: 'explicit consent', needsSchedule1: false },
  '9(2)(b)': { sentence: 'employment, social security and social protection', needsSchedule1: true },
  '9(2)(c)': { sentence: 'vital interests', needsSchedule1: false },
  '9(2)(f)': { sentence: 'legal claims', needsSchedule1: false },
  '9(2)(g)': { sentence: 'substantial public interest', needsSchedule1: true },
  '9(2)(h)': { sentence: 'health or social care, by those who owe secrecy (DPA 2018 s.11(1))', needsSchedule1: true },
  '9(2)(i)': { sentence: 'public health', needsSchedule1: true },
  '9(2)(j)': { sentence: 'archiving, research and statistics', needsSchedule1: true },
} as const satisfies Record<string, { sentence: string; needsSchedule1: boolean }>;

/** Paragraphs of DPA 2018 Sch. 1 that agreements here use; `policy`: an appropriate policy document is needed (Sch. 1 Part 4). */
export const schedule1 = {
  2: { sentence: 'health or social care purposes', policy: false },
  6: { sentence: 'statutory and government purposes', policy: true },
  18: { sentence: 'safeguarding of children and of individuals at risk', policy: true },
} as const satisfies Record<number, { sentence: string; policy: boolean }>;

/** The powers agreements rest on. */
export const powers = {
  'common-law': 'common law power of the police',
  'children-act-2004-s10': 'Children Act 2004 s.10',
  'children-act-2004-s11': 'Children Act 2004 s.11',
  'crime-and-disorder-act-1998-s115': 'Crime and Disorder Act 1998 s.115',
  'care-act-2014-s2': 'Care Act 2014 s.2',
  'charitable-objects': 'the objects in the charity’s governing document (Charities Act 2011 ss.1–2)',
  'employment-and-training-act-1973-s2': 'Employment and Training Act 1973 s.2',
  'fire-and-rescue-services-act-2004-s6': 'Fire and Rescue Services Act 2004 s.6',
  'housing-act-1996': 'Housing Act 1996',
  'localism-act-2011-s1': 'Localism Act 2011 s.1',
  'nhs-act-2006': 'National Health Service Act 2006',
} as const;

/**
 * Law that authorises the use, for another purpose, of what was collected for law enforcement. Without such authority it
 * may not be processed for any other purpose (DPA 2018 s.36(4)).
 */
export const lawEnforcementAuthorities = {
  'common-law-policing': 'common law duty of the police to protect life and property and to prevent crime',
  'crime-and-disorder-act-1998-s115': 'Crime and Disorder Act 1998 s.115, disclosure to a relevant authority',
  'children-act-2004-ss10-11': 'Children Act 2004 ss.10–11, co-operation for the well-being of children',
} as const;

/**
 * Bars: what an organisation may not disclose whatever an agreement or a consent says.
 * Social Security Administration Act 1992 s.123 makes disclosure without lawful authority an offence.
 */
export const bars: readonly { id: string; from: string; categories: readonly Category[]; sentence: string }[] = [
  {
    id: 'social-security-administration-act-1992-s123',
    from: 'job-centre',
    categories: ['benefits'],
    sentence: 'Job Centre staff may not disclose benefits information (Social Security Administration Act 1992 s.123).',
  },
];

/** A statutory duty to pass on suspected harm. It needs no agreement and no consent, and neither can block it. */
export interface Duty {
  readonly id: string;
  readonly atRisk: 'child' | 'adult';
  readonly teamKind: 'first-response' | 'adult-safeguarding';
  readonly article6: string;
  readonly article9: string;
  readonly categories: readonly Category[];
  readonly sentence: string;
}

export const duties: readonly Duty[] = [
  {
    id: 'children-act-1989-s47',
    atRisk: 'child',
    teamKind: 'first-response',
    article6: '6(1)(e)',
    article9: '9(2)(g), Sch. 1 para. 18',
    categories: ['contact', 'birth-date', 'safeguarding', 'referrer', 'abuse', 'staff-safety'],
    sentence:
      'Reasonable cause to suspect that a child is suffering, or is likely to suffer, significant harm (Children Act 1989 s.47; Children Act 2004 s.11).',
  },
  {
    id: 'care-act-2014-s42',
    atRisk: 'adult',
    teamKind: 'adult-safeguarding',
    article6: '6(1)(e)',
    article9: '9(2)(g), Sch. 1 para. 18',
    categories: ['contact', 'birth-date', 'safeguarding', 'referrer', 'abuse', 'mobility', 'staff-safety'],
    sentence:
      'Reasonable cause to suspect that an adult with care and support needs is experiencing, or at risk of, abuse or neglect (Care Act 2014 s.42).',
  },
];

/**
 * Employers keep their own people, and others whom their work brings there, safe as far as is reasonably practicable
 * (Health and Safety at Work etc. Act 1974 ss.2–3). So a warning needs no consent and no clause, and being required by
 * law is authority enough for one that was collected for law enforcement (DPA 2018 s.36(4)). It carries the minimum:
 * what to do and whom to ring, never why.
 *
 * Its teams are those that visit, volunteers among them; and First Contact, which arranges visits by people whom the hub
 * does not reach. An Early Help Hub is a meeting: whoever it sends has the case, and the warning, themself.
 */
export const safetyDuty: {
  readonly id: string;
  readonly teamKinds: readonly TeamKind[];
  readonly article6: string;
  readonly category: Category;
  readonly sentence: string;
} = {
  id: 'health-and-safety-at-work-act-1974-ss2-3',
  teamKinds: [
    'first-contact',
    'local-area-coordinator',
    'first-response',
    'adult-safeguarding',
    'ward-team',
    'family-support',
    'community-organisation',
  ],
  article6: '6(1)(c)',
  category: 'staff-safety',
  sentence: 'Whoever may visit is told what they must know to be safe (Health and Safety at Work etc. Act 1974 ss.2–3).',
};

/** Choices the law leaves open, or whose commencement is uncertain. All off until an IG lead turns one on. */
export interface Settings {
  /** UK GDPR Art. 6(1)(ea), in force February 2026. */
  readonly recognisedLegitimateInterests: boolean;
  /** The information-sharing duty of the Children’s Wellbeing and Schools Act 2026. No rule goes by it yet: turning it on changes nothing. */
  readonly childrensInformationSharingDuty: boolean;
}
export const settings: Settings = { recognisedLegitimateInterests: false, childrensInformationSharingDuty: false };
