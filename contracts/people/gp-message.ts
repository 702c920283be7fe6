import { given, sendsTo } from './making.ts';

export const answer = { recipients: ['first-contact'], purposes: ['support'], categories: ['contact', 'need'] };
export const agreed = given(answer);
export const send = sendsTo('gp');

/** A referral of a patient, with whatever else is in the message. */
export const referral = (patient: object, more: object = {}) => ({
  practice: 'Beechwood Surgery',
  referrer: { name: 'Dr Ama Osei', role: 'General practitioner' },
  patient,
  ...more,
});
export const inOakfield = (line1: string, postcode = 'ZZ4 1AB') => ({ line1, town: 'Oakfield', postcode });
