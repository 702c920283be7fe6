import type { Referral } from '../../../contracts/referral.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';

/**
 * What whoever sends a referral could think it does, and it does not: a concern without reasonable cause is no duty’s, and
 * nobody is rung however urgent it is.
 */
export function cautionsOf({ safeguarding, urgency }: Referral): Warning[] {
  const isForDoor = safeguarding?.reasonableCause === true;
  return [...(safeguarding && !isForDoor ? [withoutCause] : []), ...(urgency === 'emergency' && !isForDoor ? [nobodyRung] : [])];
}

const withoutCause: Warning = {
  pointer: '/safeguarding/reasonableCause',
  code: 'concern-without-cause',
  detail:
    'No safeguarding team is told of this concern: their duty needs reasonable cause to suspect harm. If there is, send it again and say so. If anyone is in danger now, ring 999.',
};

const nobodyRung: Warning = {
  pointer: '/urgency',
  code: 'nobody-rung',
  detail:
    'The hub rings nobody, and a team may not see this at once. If anyone is in danger now, ring 999. If it cannot wait, ring the team too.',
};
