import { toPerson } from '../parts.ts';
import { type Mapping, source } from '../source.ts';
import { csv } from './csv.ts';
import { jobOf } from './jobs.ts';
import { StreetSceneMessage } from './message.ts';

/**
 * A reason for a conversation: who asked, how to reach them, and what for, by the hub’s own name for it. Nothing else
 * is in it, but for a safeguarding concern of whoever made the call (illustrative: Localism Act 2011 s.1, a compatible further use under UK GDPR Art. 6(4)).
 */
function toReferral({ reference, requestedOn, type, requester, safeguarding }: StreetSceneMessage): Mapping {
  const job = jobOf(type);
  const referral = {
    purpose: 'conversation' as const,
    urgency: 'routine' as const,
    referredOn: requestedOn,
    people: [
      {
        key: 'p1',
        place: '/requester',
        role: 'subject' as const,
        ...toPerson({ ...requester, ...namesOf(requester) }),
        serviceRequest: 'kept' in job ? { type: job.kept, requestedOn, reference } : undefined,
      },
    ],
    safeguarding: safeguarding && concernOf(safeguarding),
  };
  return { referral, warnings: [] };
}

/** The person who asked, or someone whose name is not known. */
function concernOf({ aboutThePerson, ...concern }: NonNullable<StreetSceneMessage['safeguarding']>) {
  return { ...concern, about: aboutThePerson ? 'p1' : undefined };
}

type Names = Pick<StreetSceneMessage['requester'], 'title' | 'givenName' | 'familyName' | 'fullName'>;

const titles = /^(mr|mrs|miss|ms|mx|dr|rev|sir|lady|prof)\.?$/i;

/**
 * The parts of a name that came as one: “Orchard, Jean”, or the last word as family name. A guess that reads the same
 * in either case; nobody is matched on it.
 */
function namesOf({ title, givenName, familyName, fullName = '' }: Names) {
  if (familyName !== undefined) return { title, givenName, familyName };
  const [before = [], after = []] = fullName.split(',', 2).map((part) => part.split(/\s+/).filter(Boolean));
  const words = [...after, ...before];
  const familyWords = after.length > 0 ? before.length : 1;
  const hasTitle = words.length > familyWords && titles.test(words[0] ?? '');
  const given = words.slice(hasTitle ? 1 : 0, -familyWords).join(' ');
  return {
    title: title ?? (hasTitle ? words[0] : undefined),
    givenName: givenName ?? (given === '' ? undefined : given),
    familyName: words.slice(-familyWords).join(' '),
  };
}

export const streetScene = source({ title: 'Street scene: what a resident asked for', message: StreetSceneMessage, toReferral, csv });
