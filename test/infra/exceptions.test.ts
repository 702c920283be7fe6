import { beforeAll, describe, expect, test } from 'vitest';
import { type Exception, exceptionsIn, exceptionsPage, type NagReport, nagReport } from '../../infra/aws/exceptions.ts';
import { standIn, synthesise } from '../../infra/aws/synthesise.ts';

/** Everything that whoever deploys may set, at once. */
const everySetting = {
  domain: 'hub.example.org',
  certificate: 'arn:aws:acm:eu-west-2:111122223333:certificate/example',
  budget: '200',
  eventsTable: 'arn:aws:dynamodb:eu-west-2:111122223333:table/events-restored',
  eventsStream: 'arn:aws:dynamodb:eu-west-2:111122223333:table/events-restored/stream/2026-11-22T00:00:00.000',
  keysTable: 'arn:aws:dynamodb:eu-west-2:111122223333:table/keys-restored',
};

describe.each([
  ['as it is', {}, false],
  // Once to CloudFormation’s own schema, which takes most of the time; every `npm run synth` is held to it as well.
  ['with everything set', everySetting, true],
])('the synthesis, %s,', (_, context, isValidated) => {
  let report: NagReport;
  let exceptions: Exception[];

  // Throws when CloudFormation’s own schema, or a pack, finds anything that is not acknowledged.
  beforeAll(async () => {
    report = await nagReport(synthesise({ codeOf: standIn, context, isValidated }).directory);
    exceptions = exceptionsIn(report);
  });

  test('is checked by three packs, which find nothing else', () => {
    expect(report.map(({ pluginName }) => pluginName)).toEqual(['AwsSolutions', 'Serverless', 'NIST.800.53.R5']);
    expect(report.flatMap(({ violations }) => violations)).toEqual([]);
    expect(exceptions.length).toBeGreaterThan(10);
  });

  test('has for each exception a sentence that no other has', () => {
    const reasons = exceptions.map(({ reason }) => reason);
    expect(new Set(reasons).size).toBe(reasons.length);
    for (const reason of reasons) expect(reason).toMatch(/^[A-Z].{60,}\.$/);
  });

  test('excepts no rule for a whole stack but these', () => {
    const whole = exceptions.filter(({ at }) => !at.includes('/')).flatMap(({ rules }) => rules);
    expect(whole).toEqual([
      'AwsSolutions-IAM5[Resource::Objects/*]',
      `AwsSolutions-IAM5[Resource::${'eventsTable' in context ? context.eventsTable : 'Events'}/stream/*]`,
      'NIST.800.53.R5-LambdaInsideVPC',
    ]);
  });

  test('lists each on a page, with what it covers', () => {
    const page = exceptionsPage(report);
    for (const { reason, covers } of exceptions) {
      expect(page).toContain(reason);
      for (const each of covers) expect(page).toContain(each);
    }
    expect(page).not.toContain('ExportsOutput');
  });
});
