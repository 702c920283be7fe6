import type { ProblemCode } from '../../contracts/problem.ts';

/** Why each problem happens, for someone who has just met it. What to do is in the catalogue itself. */
export const causes: Readonly<Record<ProblemCode, readonly string[]>> = {
  'malformed-json': [
    'The body could not be read as JSON in UTF-8: it was cut short, has a comma too many, or was made by putting texts together. `faults` says where reading stopped.',
    'Two members of one object with the same name are refused too: programs differ in which of them counts.',
  ],
  'malformed-request': [
    'A parameter in the query, or the path itself, cannot be read: a `limit` that is no number, a `cursor` that no page gave, a `strict` that is neither true nor false.',
  ],
  'idempotency-key-missing': [
    'A POST that changes something came without an `Idempotency-Key`, or with one that is empty, too long or not ASCII. Without it a repeat after a lost reply could make a second referral.',
    'At `gp` the message’s own id may stand for it.',
  ],
  'not-authenticated': [
    'There is no token, or it has expired, was signed by another hub, or was cut short on its way. Which of these is not told.',
    'Most often it is older than ten minutes: get a new one when this comes, rather than by the clock alone.',
  ],
  'invalid-client': [
    'The assertion at the token endpoint does not prove who asks: the key is not the registered one, `aud` is another address, it has expired, or its `jti` was used before.',
    'A client that is not registered gets the same answer as one whose signature is wrong.',
  ],
  'unsupported-grant': [
    'The token endpoint takes client credentials with a signed assertion, form-encoded, and nothing else: no secrets, no passwords, no JSON.',
    'It is also said where a scope is asked for that the client is not registered with.',
  ],
  'scope-missing': ['The token is good, and its client may not do this. `faults` names the scope that is missing.'],
  'user-missing': [
    'The token names a system and nobody who uses it. What is read about people, and what is done to a case, is put down to a person.',
  ],
  'user-role': [
    'The user’s role is not among those that the agreement lets read or answer this case; or it asks for someone trained, such as a safeguarding lead.',
  ],
  'not-found': [
    'There is nothing at this address for you: the reference is mistyped, or it is another organisation’s, or the case was taken back or declined. These answer alike, so that nobody can find out by asking.',
    'A worklist and `GET /v1/events` may lag a moment behind what was just sent; what a reply gave you a reference to is there at once.',
  ],
  'method-not-allowed': ['The address is right, and the method is another: a GET where a POST belongs.'],
  'state-conflict': [
    'What is asked for does not fit how things stand now: the case is closed, the referral was cancelled, what it held has been destroyed, or a team that a case should be passed on to may not have it yet.',
    'Somebody else may have acted a moment before you.',
  ],
  'body-too-large': ['A body is at most 1 MB, and a list at most 500 lines. Documents and pictures have no place in a referral.'],
  'unsupported-media-type': [
    'The `Content-Type` is not one that this address takes, has another charset than UTF-8, or the body is compressed.',
  ],
  'schema-faults': [
    'The body was read, and does not say what the contract needs. Everything that is wrong is in `faults`, so that one repair is enough.',
    'A field that the contract does not have is dropped with a warning. It is a fault where its name is nearly that of one that was left out and must not be missed (`misspelt`), and always with `?strict=true`.',
  ],
  'idempotency-key-reused': [
    'The same `Idempotency-Key` came before with another body. Either the key was not made anew for a new request, or the body changed between two tries: a time stamp or a random id inside it is enough.',
    'In FHIR the key may be the name of the message: `MessageHeader.id`, or else the Bundle’s `identifier` or `id`.',
  ],
  'too-many-requests': ['More requests came than your share for the moment.'],
  busy: [
    'The hub could not finish in time, or could not settle who came first when many wrote to the same place at once. Nothing is half done: it happened, or it did not, and the same key finds out which.',
  ],
  fault: ['A fault of the hub’s own. Its operators have been told, by codes alone: nothing that you sent is in their log.'],
};
