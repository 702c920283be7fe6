import type { Bundle, FhirResource, MessageHeader } from 'fhir/r4';
import { MessageId } from '../message.ts';
import { get, type Node, text } from './node.ts';
import { typeOf } from './types.ts';

/**
 * The sender’s own name for a message: the header’s id, else the Bundle’s identifier, else the Bundle’s id. Nothing if it
 * could not stand for an Idempotency-Key.
 */
export function messageIdOf(root: Node<FhirResource>, header: Node<MessageHeader> | undefined): string | undefined {
  const bundle = root as Node<Bundle>;
  const id =
    (header && text(header, 'id')) ??
    (typeOf(root) === 'Bundle' ? (text(get(bundle, 'identifier'), 'value') ?? text(bundle, 'id')) : undefined);
  return MessageId.safeParse(id).data;
}
