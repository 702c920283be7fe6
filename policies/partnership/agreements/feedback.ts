import type { AgreementInput } from '../../../contracts/agreement.ts';

type ClauseInput = AgreementInput['clauses'][number];
type Flow = Pick<ClauseInput, 'from' | 'article6'> & { readonly to: string; readonly note?: string };

/** Tells a referrer that the referral was received: the least that is owed to whoever handed something over, and nothing of the person. */
export const received = ({ from, to, article6, note }: Flow): ClauseInput => ({
  id: 'feedback-received',
  from,
  to: { organisation: to },
  purpose: 'feedback',
  categories: ['received'],
  article6,
  confidentiality: 'none-owed',
  engagement: 'not-needed',
  retentionDays: 90,
  ...(note && { note }),
});

/** Tells a referrer whether a team took the referral on and what came of it, where the person agreed that it may know. */
export const progress = (flow: Flow): ClauseInput => ({
  ...received(flow),
  id: 'feedback-progress',
  categories: ['progress'],
  confidentiality: 'explicit-permission',
});
