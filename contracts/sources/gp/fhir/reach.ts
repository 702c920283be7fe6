import type { Address, ContactPoint } from 'fhir/r4';
import { trimmed } from '../../../vocabulary.ts';
import { email, postcode, telephone } from '../../parts.ts';
import { notUsable, type Usable, usable, usableTelephone } from '../../usable.ts';
import { hasEnded } from './dates.ts';
import { all, get, type Node, text } from './node.ts';
import { type Notes, notMapped } from './notes.ts';
import type { Identity, Reading } from './person.ts';

/** What can be used of a detail at a place; what cannot is told there. */
function usedAt(node: Node<string>, { value, detail }: Usable, notes: Notes): string | undefined {
  if (detail !== undefined) notes.warn(node, notUsable, detail);
  return value;
}

/** The telephone number at a point, as far as it can be used. */
export const telephoneAt = (point: Node<ContactPoint>, notes: Notes): string | undefined =>
  usedAt(get(point, 'value'), usableTelephone(text(point, 'value') ?? '', telephone), notes);

/** The email address at a point, if it is one. */
export const emailAt = (point: Node<ContactPoint>, notes: Notes): string | undefined =>
  usedAt(get(point, 'value'), usable(text(point, 'value') ?? '', email, 'an email address'), notes);

/** Telephones in order of rank, the mobile first where none is ranked; the first email. */
export function telecomOf(
  points: readonly Node<ContactPoint>[],
  at: string,
  { day, notes }: Reading,
): Pick<Identity, 'telephone' | 'email'> {
  const current = points.filter((point) => text(point, 'use') !== 'old' && text(point, 'value') !== undefined && !hasEnded(point, day));
  for (const point of points) if (typeof get(point, 'value').value === 'number' || hasEnded(point, day)) notMapped(point, notes);
  const rank = (point: Node<ContactPoint>) => {
    const { value } = get(point, 'rank');
    return typeof value === 'number' ? value : 1_000;
  };
  const ranked = [...current].sort((a, b) => rank(a) - rank(b));
  const reached = (systems: readonly string[], read: typeof telephoneAt) =>
    ranked.flatMap((point) => {
      const value = systems.includes(text(point, 'system') ?? '') ? read(point, notes) : undefined;
      return value === undefined ? [] : [{ point, value }];
    });
  const phones = reached(['phone', 'sms'], telephoneAt);
  const [mail, ...more] = reached(['email'], emailAt);
  const rest = ranked.filter((point) => !['phone', 'sms', 'email'].includes(text(point, 'system') ?? ''));
  for (const dropped of [...phones.slice(5).map(({ point }) => point), ...more.map(({ point }) => point), ...rest])
    notMapped(dropped, notes);
  for (const [index, { point }] of phones.slice(0, 5).entries()) notes.place(`${at}/telephone/${index}`, get(point, 'value'));
  if (mail) notes.place(`${at}/email`, get(mail.point, 'value'));
  return { telephone: phones.length > 0 ? phones.slice(0, 5).map(({ value }) => value) : undefined, email: mail?.value };
}

/** Where the person lives now: a home that has not ended. A postal or old address is not where they live. */
export function addressOf(addresses: readonly Node<Address>[], at: string, { day, notes }: Reading): Identity['address'] {
  const now = addresses.filter((address) => !['old', 'billing', 'work'].includes(text(address, 'use') ?? '') && !hasEnded(address, day));
  const places = now.filter((address) => text(address, 'type') !== 'postal');
  const order = ['temp', 'home'];
  const [address] = [...places].sort((a, b) => order.indexOf(text(b, 'use') ?? '') - order.indexOf(text(a, 'use') ?? ''));
  for (const other of addresses) if (other !== address && text(other, 'use') !== 'old') notMapped(other, notes);
  if (!address) return undefined;
  notes.place(`${at}/address`, address);
  notes.place(`${at}/address/postcode`, get(address, 'postalCode'));
  const lines = all(address, 'line').flatMap(({ value }) => (typeof value === 'string' && trimmed(value) !== '' ? [value] : []));
  if (lines.length > 3) notMapped(get(address, 'line'), notes);
  const [line1, line2, line3] = lines;
  const found = {
    line1,
    line2,
    line3,
    town: text(address, 'city'),
    county: text(address, 'district'),
    postcode: postcodeAt(address, notes),
  };
  // An address in one piece of text cannot be parted without guessing.
  if (line1 === undefined && text(address, 'text') !== undefined) notMapped(get(address, 'text'), notes);
  return Object.values(found).some((value) => value !== undefined) ? found : undefined;
}

/** Where the person lives decides the area only by a postcode of the United Kingdom. */
function postcodeAt(address: Node<Address>, notes: Notes): string | undefined {
  const written = text(address, 'postalCode');
  return written === undefined ? undefined : usedAt(get(address, 'postalCode'), usable(written, postcode, 'a UK postcode'), notes);
}
