/** What a reader of the document should know first. */
export const about = {
  title: 'Referral hub',
  version: '1.0.0',
  description: `Hand over what you know of a person, once, to the team that can help. The hub checks each referral against what the person
said and the data-sharing agreements in force, routes it, and shows each team no more than it may see.

**Tokens.** Get one at \`/oauth2/token\` with an assertion signed by your key. It names your system, and the person using it: content is
read by people.

**Repeats are safe.** Send \`Idempotency-Key\` with what changes something: new for each thing that you mean to do, and the same when you
repeat it. It is done once. The same again gets the same reply, with \`Idempotency-Replayed: true\`, and finishes what was cut short. Of a
consent a repeat names what has gone by it, whenever that went, and so may name more than the first reply did. Once what was sent has
been destroyed or taken back, a repeat may be told so: \`state-conflict\`.

**Reading is forgiving, and says so.** In messages and consents a \`null\` or an empty text is as if it had been left out. A field that is
not in the schema is dropped with a warning; \`?strict=true\` refuses it. Text loses blanks at its ends. Dates with \`x-not-in-future\` must
have come; the day is that of the United Kingdom. A body is one JSON value in UTF-8, at most 1 MB and 32 levels deep, with
each name once in its object and no NUL character.

**Refusals** are problem details (RFC 9457): \`code\` says what went wrong, \`detail\` what to do, \`faults\` everything that is wrong, each with
its place and what was expected. What was sent is never repeated. To whoever speaks FHIR they are an OperationOutcome.

**Lists** are \`{items, next}\`: send \`next\` as \`cursor\` for the next page.

**Kinds of information.** \`x-data-category\` says of each field what kind of information it is: agreements and consents name kinds.

**Replies may grow.** A member that you do not know, and a code that is new, should not break your system.

The people in the examples are fictional. Danger now is 999: the hub does not call the emergency services.`,
  license: { name: 'MIT', identifier: 'MIT' },
} as const;
