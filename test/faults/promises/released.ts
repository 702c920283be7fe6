import { isSuccess } from './effects.ts';
import { dataIn, type Index } from './index-of.ts';

/**
 * Once a yes of a person as such is acknowledged, what its organisation sent of them does not go on being held: neither what
 * came in before it, nor what came in after. Does not open what is sealed: which of them cover what is held is in `lettingGo`.
 */
export function released({ history: { asked, lettingGo }, all, streams }: Index): string[] {
  const acknowledged = new Set(
    asked
      .filter(({ request }) => request === 'POST /v1/consents')
      .flatMap(({ replies }) => replies.filter(isSuccess).map(({ body }) => (body as { consentId?: string }).consentId)),
  );
  const said = all('ConsentRecorded@1')
    .map(({ event }) => event.data)
    .filter(({ consentId, caseId, answer }) => answer === 'given' && !caseId && acknowledged.has(consentId) && lettingGo?.has(consentId));
  return all('ReferralReceived@1').flatMap(({ commit: { stream }, event: { data } }) => {
    const yes = said.find(({ organisation, personId }) => organisation === data.organisation && isOf(data, personId));
    return yes && dataIn(streams.get(stream) ?? [], 'CaseRouted@1').length === 0 ? [`${stream} is held in spite of ${yes.consentId}`] : [];
  });
}

const isOf = ({ people }: { readonly people: readonly { readonly personId: string }[] }, personId: string): boolean =>
  people.some((person) => person.personId === personId);
