import { createHash } from 'node:crypto';

/** The names of streams: each thing that changes has one. None holds content. */
export const streams = {
  case: (id: string) => `case#${id}`,
  /** What one recipient was shown of one case. */
  disclosures: (caseId: string, recipient: string) => `disclosures#${caseId}#${recipient}`,
  person: (id: string) => `person#${id}`,
  /** A claim on an identity; the hash is keyed. */
  identity: (hash: string) => `identity#${hash}`,
  /** What one person said, apart from a referral, or in one and against sharing. */
  consent: (id: string) => `consent#${id}`,
  /** What an organisation sent of a person that was held when it came in. */
  held: (organisation: string, personId: string) => `held#${organisation}#${personId}`,
  /** Everyone who may be the same person; the hash is keyed. */
  likeness: (hash: string) => `likeness#${hash}`,
  agreement: (id: string) => `agreement#${id}`,
  /** What may reach an organisation: moves with every activation, suspension and ending that concerns it. */
  register: (organisation: string) => `register#${organisation}`,
  /** The agreements in force between two organisations. */
  flow: (from: string, to: string) => `flow#${from}#${to}`,
  /** A list of several messages that came in one file. */
  import: (id: string) => `import#${id}`,
  client: (id: string) => `client#${id}`,
  mailbox: (recipient: string) => `mailbox#${recipient}`,
  acknowledgements: (recipient: string) => `acknowledgements#${recipient}`,
  /** One delivery of one event to one mailbox: there once, however often it is brought. */
  delivery: (recipient: string, event: string) => `delivery#${recipient}#${event}`,
} as const;

/** How many guards stand for a stream that many disclosures check at once, so that they do not meet in one item. */
const guardCount = 8;

/** The guards of a stream: streams that move in step with it, at the same sequence numbers. */
export const guardsOf = (stream: string): string[] => Array.from({ length: guardCount }, (_, index) => `${stream}~${index}`);

/** The guard that disclosures of one case check. */
export function guardFor(stream: string, caseId: string): string {
  const index = createHash('sha256').update(caseId).digest().readUInt8(0) % guardCount;
  return `${stream}~${index}`;
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A reference people can read out: 26 letters and digits (Crockford’s base 32) from the first 128 bits of a hash. */
export function referenceOf(hexHash: string): string {
  let bits = BigInt(`0x${hexHash.slice(0, 32)}`);
  let reference = '';
  for (let index = 0; index < 26; index += 1) {
    reference = `${alphabet[Number(bits % 32n)]}${reference}`;
    bits /= 32n;
  }
  return reference;
}

/** The caseId in the name of a case’s stream, or nothing if the stream is of something else. */
export const caseOf = (stream: string): string | undefined => (stream.startsWith('case#') ? stream.slice('case#'.length) : undefined);

/** Whether this could be a reference the hub gave: anything else names nothing. */
export const isReference = (text: string): boolean => /^[0-9a-z]{26}$/.test(text);
