import type { AgreementInput } from '../../../contracts/agreement.ts';
import { progress, received } from './feedback.ts';
import { parties } from './parties.ts';

const article6 = { basis: '6(1)(e)', power: 'children-act-2004-s10' };
/** What a family that came by way of the police was told of them by the police is used again under the same authority. */
const lawEnforcement = { authority: 'children-act-2004-ss10-11' };
const withPermission = {
  from: 'council',
  purpose: 'allocation',
  article6,
  lawEnforcement,
  parentalResponsibility: 'evidenced',
  confidentiality: 'explicit-permission',
  engagement: 'asked-first',
} as const;
const atTheHub = (organisation: string) => ({ organisation, teamKinds: ['early-help-hub' as const] });
const toFirstResponse = { from: 'council', to: 'council', article6 };

/**
 * First Response → Early Help Hubs and family support, and from the council to the agencies that sit at a hub: each sees
 * its own summary of a family, with the permission of a parent or of a child who can decide.
 */
export const firstResponseAllocation: AgreementInput = {
  id: 'first-response-allocation',
  version: 1,
  title: 'Allocation at the Early Help Hubs',
  status: 'illustrative, needs IG review',
  parties: [parties.council, parties.police, parties.housing, parties.gp],
  inForceFrom: '2026-01-01',
  reviewBy: '2027-06-30',
  inForceUntil: '2028-12-31',
  necessity:
    'A family’s help is agreed once a month by the agencies that could give it. Each can offer what it has only if it knows who the family is and what they want help with, and none needs what another knows beyond that: so the police hear nothing of health, and the landlord nothing of health or school.',
  dpia: 'DPIA 2026/08, illustrative',
  clauses: [
    {
      ...withPermission,
      id: 'allocation',
      to: { organisation: 'council', teamKinds: ['early-help-hub', 'family-support'] },
      categories: [
        'contact',
        'birth-date',
        'need',
        'hopes',
        'health',
        'mobility',
        'finances',
        'education',
        'attendance',
        'consent',
        'referrer',
      ],
      exclusions: ['offence', 'abuse', 'free-text'],
      article9: { condition: '9(2)(h)', schedule1: 2 },
      protectedReaders: ['team-leader', 'safeguarding-lead'],
      retentionDays: 365,
      note: 'Those who read it owe secrecy (DPA 2018 s.11(1)).',
    },
    {
      ...withPermission,
      id: 'allocation-police',
      to: atTheHub('police'),
      categories: ['contact', 'need'],
      exclusions: ['health', 'mobility', 'finances', 'offence', 'abuse', 'free-text'],
      retentionDays: 60,
      note: 'For the meeting, and not for law enforcement.',
    },
    {
      ...withPermission,
      id: 'allocation-housing',
      to: atTheHub('housing'),
      categories: ['contact', 'need', 'finances'],
      exclusions: ['health', 'mobility', 'education', 'attendance', 'offence', 'abuse', 'free-text'],
      retentionDays: 60,
    },
    {
      ...withPermission,
      id: 'allocation-gp',
      to: atTheHub('gp'),
      categories: ['contact', 'birth-date', 'need', 'health', 'mobility'],
      exclusions: ['finances', 'attendance', 'offence', 'abuse', 'free-text'],
      article9: { condition: '9(2)(h)', schedule1: 2 },
      retentionDays: 60,
      note: 'Those who read it owe secrecy (DPA 2018 s.11(1)).',
    },
    received(toFirstResponse),
    progress(toFirstResponse),
  ],
  approvals: [
    { organisation: 'council', role: 'Caldicott Guardian', approvedOn: '2025-12-12' },
    { organisation: 'police', role: 'Senior Information Risk Owner', approvedOn: '2025-12-11' },
    { organisation: 'housing', role: 'Senior Information Risk Owner', approvedOn: '2025-12-09' },
    { organisation: 'gp', role: 'Caldicott Guardian', approvedOn: '2025-12-09' },
  ],
};
