import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Envelope } from '../../contracts/events.ts';
import { Unavailable } from '../../functions/store/ports.ts';
import { environment } from '../../infra/aws/environment.ts';
import { eventBridge } from '../../infra/aws/ports/bus.ts';
import { ids } from '../../infra/aws/ports/process.ts';

const region = 'eu-west-2';
const keyArn = 'arn:aws:kms:eu-west-2:111122223333:key/0f1e2d3c-0000-4000-8000-000000000001';
const events = mockClient(EventBridgeClient);
beforeEach(() => {
  events.reset();
});

describe('the environment', () => {
  test('is read by name', () => {
    expect(environment(['EVENTS_TABLE', 'ISSUER'], { EVENTS_TABLE: 'events', ISSUER: 'https://hub.example', OTHER: 'x' })).toEqual({
      EVENTS_TABLE: 'events',
      ISSUER: 'https://hub.example',
    });
  });

  test('is refused with every fault at once, and no value', () => {
    const start = () => environment(['EVENTS_TABLE', 'ISSUER', 'TOKEN_KEY'], { ISSUER: 'http://secret', TOKEN_KEY: keyArn });
    expect(start).toThrow(/EVENTS_TABLE.*ISSUER/);
    expect(start).not.toThrow(/secret/);
  });
});

describe('the bus', () => {
  const envelope = (number: number): Envelope => ({
    id: `case-${number}#1#0`,
    type: 'case.routed',
    at: '2026-03-02T09:00:00Z',
    to: { kind: 'first-contact', mailbox: 'first-contact' },
    subject: `case-${number}`,
  });
  const many = Array.from({ length: 23 }, (_, number) => envelope(number));
  const bus = eventBridge({ client: new EventBridgeClient({ region }), bus: 'hub' });
  const entriesOf = (call: number) => events.commandCalls(PutEventsCommand)[call]?.args[0].input.Entries ?? [];

  test('takes ten at a time', async () => {
    events.on(PutEventsCommand).callsFake(({ Entries }) => ({ Entries: Entries.map(() => ({ EventId: 'e' })) }));
    await bus.publish(many);
    expect([0, 1, 2].map((call) => entriesOf(call).length)).toEqual([10, 10, 3]);
    expect(entriesOf(2)[2]).toMatchObject({
      EventBusName: 'hub',
      Source: 'referral-hub',
      DetailType: 'case.routed',
      Detail: JSON.stringify(many[22]),
    });
  });

  test('sends again only what a successful call refused', async () => {
    events
      .on(PutEventsCommand)
      .resolvesOnce({ FailedEntryCount: 1, Entries: [{ EventId: 'a' }, { ErrorCode: 'InternalFailure' }, { EventId: 'c' }] })
      .resolves({ Entries: [{ EventId: 'b' }] });
    await bus.publish(many.slice(0, 3));
    expect(entriesOf(1).map(({ Detail }) => Detail)).toEqual([JSON.stringify(many[1])]);
  });

  test('gives up on what is refused six times, without saying what it was', async () => {
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] });
    await expect(bus.publish(many.slice(0, 1))).rejects.toThrow(new Unavailable('bus: 1 of 1 were not taken'));
    expect(events.commandCalls(PutEventsCommand)).toHaveLength(6);
  });
});

test('ids are 26 lower-case letters and digits, and differ', () => {
  const made = new Set(Array.from({ length: 1_000 }, () => ids.next()));
  expect(made.size).toBe(1_000);
  for (const id of made) expect(id).toMatch(/^[a-z2-7]{26}$/);
});
