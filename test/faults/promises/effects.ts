import type { EventType } from '../../../contracts/events.ts';
import type { Asked, Replied } from '../history.ts';
import type { Placed } from './index-of.ts';

/** What a request leaves in the store. */
export interface Effect {
  /** The same for the same effect, whoever asks. */
  readonly name: string;
  readonly types: readonly EventType[];
  readonly is: (placed: Placed) => boolean;
  /** Written down each time it is read. */
  readonly isRead?: true;
  /** It asks that something be so, and finds it so if somebody else did it. */
  readonly isShared?: true;
}

export const isSuccess = ({ status }: Replied): boolean => status >= 200 && status < 300;

type Body = Readonly<Record<string, unknown>>;
/** An effect that the request itself names. */
type Named = (part: string, asked: Asked) => Effect;
/** Effects that only the reply names. */
type Answered = (body: Body, part: string) => Effect[];

const ofCase =
  (...types: EventType[]): Named =>
  (id) => ({ name: `${types[0]} in ${id}`, types, is: ({ commit }) => commit.stream === `case#${id}` });
const shown = (id: string): Effect => ({
  name: `a view of ${id}`,
  types: ['CaseDisclosed@1'],
  is: ({ event }) => event.type === 'CaseDisclosed@1' && event.data.caseId === id,
  isRead: true,
});
const inStream = (type: EventType, stream: string): Effect => ({
  name: `${type} in ${stream}`,
  types: [type],
  is: ({ commit }) => commit.stream === stream,
});

const named: readonly (readonly [RegExp, Named])[] = [
  [
    /^POST \/v1\/referrals\/([\w-]+)$/,
    (source) => ({
      name: `a referral from ${source}`,
      types: ['ReferralReceived@1'],
      is: ({ event }) => event.type === 'ReferralReceived@1' && event.data.source === source,
    }),
  ],
  [/^POST \/v1\/referrals\/(\w+)\/cancellation$/, ofCase('ReferralCancelled@1')],
  [/^POST \/v1\/cases\/(\w+)\/acceptance$/, ofCase('CaseAccepted@1')],
  [/^POST \/v1\/cases\/(\w+)\/refusal$/, ofCase('CaseDeclined@1')],
  [/^POST \/v1\/cases\/(\w+)\/outcome$/, ofCase('OutcomeRecorded@1', 'ConversationHeld@1')],
  [/^POST \/v1\/cases\/(\w+)\/review$/, ofCase('AbuseReviewed@1')],
  [
    /^POST \/v1\/consents()$/,
    () => ({ name: 'a consent', types: ['ConsentRecorded@1'], is: ({ commit }) => commit.idempotency !== undefined }),
  ],
  [
    /^POST \/v1\/consents\/([\w.-]+)\/withdrawal$/,
    (id) => ({
      name: `a withdrawal of ${id}`,
      types: ['ConsentWithdrawn@1'],
      is: ({ event }) => event.type === 'ConsentWithdrawn@1' && event.data.consentId === id,
      isShared: true,
    }),
  ],
  [/^POST \/v1\/events\/acknowledgement()$/, () => ({ name: 'mail acknowledged', types: ['MailboxAcknowledged@1'], is: () => true })],
];

const answered: readonly (readonly [RegExp, Answered])[] = [
  [/^POST \/v1\/referrals\/[\w-]+()$/, (body) => referralsIn(body).map((id) => inStream('ReferralReceived@1', `case#${id}`))],
  [/^POST \/v1\/consents()$/, ({ consentId }) => [inStream('ConsentRecorded@1', `consent#${consentId}`)]],
  [
    /^POST \/v1\/events\/acknowledgement()$/,
    ({ position }) => [
      {
        name: `mail acknowledged to ${position}`,
        types: ['MailboxAcknowledged@1'],
        is: ({ event }) => event.type === 'MailboxAcknowledged@1' && event.data.position === position,
        isShared: true,
      },
    ],
  ],
  [/^GET \/v1\/cases\/(\w+)$/, (_, id) => [shown(id)]],
  [/^GET \/v1\/referrals\/(\w+)$/, (_, id) => [shown(id)]],
  [
    /^GET \/v1\/cases\?.*with=summary()/,
    ({ items }) => (items as { caseId: string; summary: unknown }[]).flatMap(({ caseId, summary }) => (summary ? [shown(caseId)] : [])),
  ],
  [
    /^GET \/v1\/consents\/([\w.-]+)$/,
    (_, id) => [
      {
        name: `a reading of ${id}`,
        types: ['ConsentRead@1'],
        is: ({ event }) => event.type === 'ConsentRead@1' && event.data.consentId === id,
        isRead: true,
      },
    ],
  ],
  [/^activate ([\w-]+)$/, (_, id) => [inStream('AgreementActivated@1', `agreement#${id}`)]],
  [/^resume ([\w-]+)$/, (_, id) => [inStream('AgreementActivated@1', `agreement#${id}`)]],
  [/^suspend ([\w-]+)$/, (_, id) => [inStream('AgreementSuspended@1', `agreement#${id}`)]],
  [/^end ([\w-]+)$/, (_, id) => [inStream('AgreementEnded@1', `agreement#${id}`)]],
];

/** What leaves nothing behind. */
const without: readonly RegExp[] = [
  /^GET \/v1\/(cases|referrals|events)(\?|$)/,
  /^GET \/(health|docs|openapi\.json)/,
  /^POST \/oauth2\/token$/,
];

/** One referral, each line of a list that is a referral, or the one a FHIR message’s answer names. */
function referralsIn(body: Body): string[] {
  const { referralId, items } = body as { referralId?: string; items?: { referralId?: string }[] };
  if (items) return items.flatMap((item) => item.referralId ?? []);
  return referralId === undefined ? [] : [referralId];
}

/**
 * What a request leaves behind, as the request names it; or, with a reply, as the reply does too. Throws for a request that
 * is not known here: nothing goes unchecked.
 */
export function effectsOf(asked: Asked, reply: Replied | undefined): Effect[] {
  const path = asked.request.replace(/^(POST [^?]+)\?.*$/, '$1');
  const part = (pattern: RegExp) => pattern.exec(path)?.[1];
  const own = named.flatMap(([pattern, effect]) => {
    const found = part(pattern);
    return found === undefined ? [] : [effect(found, asked)];
  });
  const body = (reply?.body ?? {}) as Body;
  const said = answered.filter(([pattern]) => pattern.test(path));
  const isKnown = own.length > 0 || said.length > 0 || without.some((pattern) => pattern.test(path));
  if (!isKnown) throw new Error(`the checker does not know what ${asked.request} does`);
  return reply ? [...own, ...said.flatMap(([pattern, effects]) => effects(body, part(pattern) ?? ''))] : own;
}
