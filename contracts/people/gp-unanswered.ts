import { agreed, inOakfield, referral, send } from './gp-message.ts';
import { held, named, notAsked, refused, saidNo } from './making.ts';
import type { SourcePeople } from './person.ts';

/** Patients of whom nothing goes: who were not asked, not freely, too long ago, or who said no. */
export const unanswered = {
  'percy-holm': {
    name: 'Percy Holm',
    outcome: 'held',
    shows: 'His doctor thought of it after he had left, so nobody asked him: held.',
    lookAt: '`ask`, and last in it where the answer belongs. Implied consent to direct care is not an answer to this.',
    steps: [
      send(
        referral({
          ...named('Percy Holm', '1946-11-23'),
          address: inOakfield('9 Orchard Close'),
          needs: [{ code: 'bereavement' }],
          consent: notAsked,
        }),
        held('consent-missing'),
      ),
    ],
  },
  'elsie-ward': {
    name: 'Elsie Ward',
    nhsNumber: '9997701070',
    outcome: 'held',
    shows: 'What she agreed to has come to its end: held.',
    lookAt: '`reasonCode`. A new answer, not a new referral, lets it go.',
    steps: [
      send(
        referral({
          ...named('Elsie Ward', '1939-06-25'),
          nhsNumber: '9997701070',
          address: { line1: '1 Chapel Steps', town: 'Northgate', postcode: 'ZZ1 1CH' },
          needs: [{ code: 'daily-living' }],
          consent: { ...agreed, givenOn: '2026-01-12', until: '2026-06-30' },
        }),
        held('consent-expired'),
      ),
    ],
  },
  'mabel-stone': {
    name: 'Mabel Stone',
    nhsNumber: '9997701119',
    outcome: 'held',
    shows: 'She said yes, but perhaps not freely: held until she has been seen alone.',
    lookAt: '`ask`: how to ask again. A no given under pressure would have been a no.',
    steps: [
      send(
        referral({
          ...named('Mabel Stone', '1944-01-05'),
          nhsNumber: '9997701119',
          address: inOakfield('3 Orchard Close'),
          needs: [{ code: 'daily-living' }],
          consent: { ...agreed, seenAlone: false, pressureSuspected: true },
        }),
        held('pressure-suspected'),
      ),
    ],
  },
  'vera-lisle': {
    name: 'Vera Lisle',
    nhsNumber: '9997701038',
    outcome: 'refused',
    shows: 'She was asked, and said no: refused, and nothing is asked again.',
    lookAt: '`ask` is empty: a no is an answer. Safe to send from a form that nobody filters first.',
    steps: [
      send(
        referral({
          ...named('Vera Lisle', '1951-08-30'),
          nhsNumber: '9997701038',
          address: inOakfield('2 Orchard Close'),
          needs: [{ code: 'bereavement' }],
          consent: saidNo,
        }),
        refused('consent-refused'),
      ),
    ],
  },
  'olive-hart': {
    name: 'Olive Hart',
    nhsNumber: '9997701097',
    outcome: 'refused',
    shows: 'She agreed on the 2nd and said no on the 10th. The form with her yes comes after that: refused.',
    lookAt:
      'The first request records her no, by `identity`. The second says yes and is refused: only a yes given later lifts a no. Change `givenOn` and see.',
    steps: [
      {
        as: 'gp',
        path: '/v1/consents',
        body: {
          identity: { nhsNumber: '9997701097', dateOfBirth: '1947-07-07', familyName: 'Hart' },
          answer: 'refused',
          method: 'in-person',
          givenOn: '2026-11-10',
        },
        expect: { status: 201 },
      },
      send(
        referral({
          ...named('Olive Hart', '1947-07-07'),
          nhsNumber: '9997701097',
          address: inOakfield('7 Orchard Close'),
          needs: [{ code: 'loneliness' }],
          consent: agreed,
        }),
        refused('consent-refused'),
      ),
    ],
  },
} as const satisfies SourcePeople['people'];
