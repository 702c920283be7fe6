import { example } from '../support/examples.ts';

const person = {
  title: 'Dr',
  preferredName: 'Pat',
  dateOfBirth: '1950-01-01',
  nhsNumber: '999 012 3454',
  telephone: ['01632 960001', '01632 960002'],
  email: 'pat@example.org',
  safeContact: { method: 'visit', times: 'mornings', avoid: 'the front door', otherPeopleAnswer: true },
  language: 'Welsh',
  accessibleFormat: 'large print',
  needs: [{ code: 'loneliness', since: '2020-01-01' }],
  health: ['something'],
  strengths: ['something'],
  notes: 'something',
};
const mobility = ['something'];
const address = { line1: 'a', line2: 'b', line3: 'c', town: 'd', county: 'e', postcode: 'ZZ1 1AB', uprn: '1' };
const consent = {
  recordedBy: 'x',
  othersPresent: ['y', 'z'],
  interpreter: 'w',
  authorityEvidence: 'v',
  exceptions: [{ answer: 'deny', recipients: ['gp'] }],
};
const safeguarding = {
  atRisk: 'adult',
  reasonableCause: true,
  immediateDanger: false,
  grounds: 'something',
  wishes: 'something',
  override: { practitioner: 'something', role: 'professional', reason: 'something' },
};

// biome-ignore lint/suspicious/noExplicitAny: messages of every source, each of its own shape
type Message = any;

/** Every field a contract has, each source’s own way, on top of its complete example. */
const filled: Readonly<Record<string, (body: Message) => unknown>> = {
  'job-centre': (body) => {
    Object.assign(body.customer, { ...person, address, interests: ['something'], hopes: ['something'], benefits: ['something'] });
    return { ...body, consent: { ...body.consent, ...consent }, safeguarding };
  },
  fire: (body) => {
    const [first] = body.occupants;
    body.occupants = [
      { ...first, ...person, mobility, consent: { ...first.consent, ...consent } },
      { ...person, familyName: 'Second', mobility },
    ];
    body.property.address = address;
    return { ...body, narrative: 'something', staffSafety: 'something', safeguarding };
  },
  police: (body) => {
    const item = { text: 'something', lawEnforcement: false };
    const everyone = body.people.map((each: Message) => ({
      ...each,
      ...person,
      address,
      mobility: [item, 'something'],
      health: [item],
      strengths: [item],
      offences: [item, 'something'],
      notes: item,
      school: 'something',
      domesticAbuse: { riskAssessment: 'medium', summary: 'something', conference: 'something' },
      consent: { answer: 'not-asked', ...each.consent, ...consent },
    }));
    return { ...body, people: everyone, safeguarding: { ...safeguarding, person: 1 } };
  },
  housing: (body) => {
    const everyone = body.household.map((each: Message) => ({
      ...each,
      ...person,
      mobility,
      school: 'something',
      consent: { ...each.consent, ...consent },
    }));
    body.property.address = address;
    body.complaints[0].complainant.address = address;
    return { ...body, household: everyone, safeguarding: { ...safeguarding, member: 1 } };
  },
  community: (body) => {
    Object.assign(body.person, { ...person, address, mobility, consent: { ...body.person.consent, ...consent } });
    Object.assign(body.informant, { address, telephone: person.telephone });
    return { ...body, safeguarding };
  },
  gp: (body) => {
    const { health: conditions, strengths, notes, ...ofAnyone } = person;
    const all = (each: Message) => ({ ...each, ...ofAnyone, address, conditions, mobility, consent: { ...each.consent, ...consent } });
    body.patient = { ...all(body.patient), strengths, whatMatters: ['something'], carers: ['something'], reason: 'something' };
    body.relatives = (body.relatives ?? []).map((each: Message) => ({ ...all(each), relationship: 'something', notes }));
    return { ...body, staffSafety: 'something', safeguarding: { ...safeguarding, about: 'patient' } };
  },
  'street-scene': (body) => {
    Object.assign(body.requester, { title: 'Dr', address, telephone: person.telephone, email: person.email });
    return { ...body, safeguarding };
  },
};

/** A message in which every field of a source’s contract is filled; the complete example where nothing is said of the source. */
export function everything(source: string): unknown {
  const body = example(source, 'complete');
  return filled[source]?.(body) ?? body;
}
