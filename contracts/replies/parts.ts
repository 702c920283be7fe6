import * as z from 'zod';
import { Category, field } from '../categories.ts';

/** Parts that several replies share. Every member of a reply is here or beside it: a reply says nothing else. */

/** The type of a reply: what its schema infers, for reading only. */
export type Shown<S extends z.ZodType> = Frozen<z.infer<S>>;
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/** A reference the hub gave: to a referral, a case or a consent. It can be read out, and tells nothing. */
export const Reference = z
  .string()
  .regex(/^[0-9a-z]{26}$/)
  .meta({
    id: 'Reference',
    description: 'A reference the hub gave: 26 lower-case letters and digits',
    example: '66hndx79bqdfj2mdpfr9216fh3',
  });

/** A reference to what somebody said: recorded by itself, or within a referral, with a dot and the person’s key there. */
export const ConsentReference = z
  .string()
  .regex(/^[0-9a-z]{26}(\.[0-9a-z-]{1,20})?$/)
  .meta({ id: 'ConsentReference', description: 'The reference of what one person said', example: '66hndx79bqdfj2mdpfr9216fh3.p1' });

/** An instant, UTC. */
export const At = z.iso.datetime().meta({ example: '2026-11-20T10:00:00.000Z' });
/** A day in the United Kingdom. */
export const Day = z.iso.date();

/** A path on the hub, to follow as it is. */
export const Link = z.string().regex(/^\/[!-~]*$/);

export const self = field('administrative', Link, 'The address of this');

/** Sentences in plain words for whoever reads them; not to be parsed. */
export const Sentence = z.string().min(1);

/** A code for programs. New ones may be added: treat one that you do not know by what it stands beside. */
export const Code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

export const Warning = z
  .strictObject({
    pointer: field('administrative', z.string(), 'Where: a JSON Pointer (RFC 6901) into what was sent; empty for the whole'),
    code: field('administrative', Code, 'What kind, for a program'),
    detail: field('administrative', Sentence, 'What was dropped, or is not relied on, and what to do'),
  })
  .meta({ id: 'Warning', description: 'What the sender should know though it was taken. Never holds what was sent' });
export type Warning = Shown<typeof Warning>;

export const warnings = field('administrative', z.array(Warning), 'What was dropped of what was sent, or is not relied on');

export const ask = field(
  'administrative',
  z.array(Sentence),
  'What to ask the person, so that more may be shared, in words for a practitioner. The same whether or not the hub holds any of it. To whoever sent a referral that tells of several, it says of whom, by their `pointer` in `people`',
);

export const RoutedTo = z
  .strictObject({
    team: field('administrative', Code, 'The team’s identifier'),
    name: field('administrative', Sentence, 'Its name'),
  })
  .meta({ id: 'RoutedTo' });

export const Line = z
  .strictObject({
    outcome: field(
      'administrative',
      z.enum(['permit', 'withhold', 'hold', 'refuse']),
      'permit: may be shared; withhold: stays; hold: goes once something is answered; refuse: the person said no',
    ),
    code: field('administrative', Code, 'The rule or the duty that answered'),
    categories: field('administrative', z.array(Category), 'The kinds of information it covers'),
    sentence: field('administrative', Sentence, 'The same in words'),
  })
  .meta({ id: 'SharingLine', description: 'One answer of a decision on sharing' });
export type Line = Shown<typeof Line>;

/** A page of a list. */
export const listOf = <S extends z.ZodType>(item: S) =>
  z.strictObject({
    items: z.array(item).describe('This page, in the order of the list'),
    next: field('administrative', z.string().nullable(), 'The `cursor` of the next page; null at the end'),
  });
