import { aClause, anInquiry } from './example.ts';
import { anyReader, type Inquiry, type RuleOfOwner } from './rule.ts';

const to = (reader?: string): Inquiry['to'] => ({ ...anInquiry().to, reader });
const leadersOnly = aClause({ readers: ['team-leader'] });

export const readerOfTheClause: RuleOfOwner = {
  id: 'reader-of-the-clause',
  fact: 'scope',
  looksAt: 'owner',
  sentence: 'Where a clause says who in a team reads, nobody else there does.',
  test: ({ to: { reader }, clause: { clause } }) =>
    !clause.readers || reader === anyReader || (reader !== undefined && clause.readers.includes(reader))
      ? undefined
      : { outcome: 'withhold', code: 'not-a-reader', sentence: 'The agreement lets only some of the recipient’s people read this.' },
  examples: {
    permit: [
      anInquiry({ to: to('team-leader'), clause: leadersOnly }),
      anInquiry({ to: to(anyReader), clause: leadersOnly }),
      anInquiry({ to: to('ward-team') }),
    ],
    deny: [anInquiry({ to: to('ward-team'), clause: leadersOnly }), anInquiry({ to: to(), clause: leadersOnly })],
  },
};
