import { type FictionalPerson, given } from './person.ts';

const consent = given(['local-area-coordinator', 'first-contact'], 'introduction', ['contact', 'need']);

export const messages = {
  'alma-reed': {
    name: 'Alma Reed',
    nhsNumber: '9997701130',
    group: 'messages',
    shows: 'Her NHS number fails its check, and there is a field too many: taken all the same, with two warnings.',
    lookAt: '`warnings`. The number was dropped and is matched with nobody. With ?strict=true the extra field is a fault.',
    steps: [
      {
        as: 'job-centre',
        path: '/v1/referrals/job-centre',
        body: {
          workCoach: { name: 'Priya Nair' },
          customer: {
            givenName: 'Alma',
            familyName: 'Reed',
            dateOfBirth: '1996-09-27',
            nhsNumber: '9997701130',
            favouriteColour: 'green',
            address: { line1: '7 Tanner Row', town: 'Northgate', postcode: 'ZZ1 1AB' },
            needs: [{ code: 'loneliness' }],
          },
          consent,
        },
        expect: { status: 201, disposition: 'routed', warnings: ['nhs-number-invalid', 'unknown-field'] },
      },
    ],
  },
  'ned-crane': {
    name: 'Ned Crane',
    group: 'messages',
    shows: 'Five things are wrong with the message: every one of them is told at once, and nothing is taken.',
    lookAt: '`faults`, each with its place and what was expected. What was sent is never repeated.',
    steps: [
      {
        as: 'job-centre',
        path: '/v1/referrals/job-centre',
        body: {
          workCoach: { office: 'Northgate Jobcentre' },
          customer: {
            givenName: 'Ned',
            dateOfBirth: '1990-02-30',
            address: { line1: '9 Tanner Row', postcode: 'not a postcode' },
            needs: [{ code: 'cheering-up' }],
          },
          consent,
        },
        expect: {
          status: 422,
          faults: [
            '/customer/address/postcode',
            '/customer/dateOfBirth',
            '/customer/familyName',
            '/customer/needs/0/code',
            '/workCoach/name',
          ],
        },
      },
    ],
  },
} as const satisfies Record<string, FictionalPerson>;
