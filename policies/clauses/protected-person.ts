import { aClause, anInquiry, anOwner } from './example.ts';
import { anyReader, type OwnerInquiry, type RuleOfOwner } from './rule.ts';

const owner = anOwner({ isProtected: true });
const to = (reader?: string): OwnerInquiry['to'] => ({ ...anInquiry().to, reader });
const namesLeads = aClause({ protectedReaders: ['safeguarding-lead'] });

function maySee({ to: { reader }, clause: { clause } }: OwnerInquiry): boolean {
  const { protectedReaders = [] } = clause;
  return reader === anyReader ? protectedReaders.length > 0 : reader !== undefined && protectedReaders.includes(reader);
}

export const protectedPerson: RuleOfOwner = {
  id: 'protected-person',
  fact: 'confidentiality',
  looksAt: 'owner',
  sentence: 'Someone whose identity or whereabouts are protected is seen only by people in the roles the clause names for it.',
  test: (inquiry) =>
    !inquiry.owner.isProtected || maySee(inquiry)
      ? undefined
      : {
          outcome: 'withhold',
          code: 'protected',
          sentence: 'Only people in the roles the agreement names see those whose identity or whereabouts are protected.',
        },
  examples: {
    permit: [
      anInquiry({ owner, to: to('safeguarding-lead'), clause: namesLeads }),
      anInquiry({ owner, to: to(anyReader), clause: namesLeads }),
      anInquiry({ to: to('safeguarding-lead') }),
    ],
    deny: [
      anInquiry({ owner, to: to('team-leader'), clause: namesLeads }),
      anInquiry({ owner, to: to(), clause: namesLeads }),
      anInquiry({ owner, to: to('safeguarding-lead') }),
      anInquiry({ owner, to: to(anyReader) }),
      anInquiry({ owner: anOwner({ key: 'shared', role: 'shared', isProtected: true }), to: to('team-leader'), clause: namesLeads }),
    ],
  },
};
