import { Aws } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** What an alarm tells people: what it means to them, and the section of the runbook that says what to do. */
export interface Told {
  readonly meaning: string;
  readonly section: string;
}

export interface Raise extends Told {
  readonly metric: IMetric;
  /** Rings at this or above; 1 unless told. */
  readonly at?: number;
  /** Rings below `at` instead. */
  readonly below?: boolean;
  /** How many of the last periods must be so; one of one unless told. */
  readonly periods?: { readonly breaching: number; readonly of: number };
  /** Whether silence rings; it does not unless told. */
  readonly silence?: TreatMissingData.BREACHING;
}

/** Raises alarms, all to one topic: who is rung is subscribed to it after deployment, by people. */
export class Alarms {
  readonly topic: Topic;
  readonly raised: Alarm[] = [];
  readonly #key: IKey;
  readonly #runbook: string;

  constructor(scope: Construct, masterKey: IKey, runbook: string) {
    this.#key = masterKey;
    this.#runbook = runbook;
    this.topic = new Topic(scope, 'Alarms', { masterKey, enforceSSL: true });
    this.letPublish('cloudwatch.amazonaws.com');
  }

  raise(scope: Construct, id: string, { metric, at = 1, below = false, periods, silence, ...told }: Raise): void {
    const { LESS_THAN_THRESHOLD, GREATER_THAN_OR_EQUAL_TO_THRESHOLD } = ComparisonOperator;
    const alarm = new Alarm(scope, id, {
      metric,
      alarmDescription: this.#say(told),
      threshold: at,
      evaluationPeriods: periods?.of ?? 1,
      datapointsToAlarm: periods?.breaching ?? 1,
      comparisonOperator: below ? LESS_THAN_THRESHOLD : GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: silence ?? TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.raised.push(alarm);
  }

  /** Tells the topic of each event on the account’s own bus that fits: who did what to which key, and never more. */
  tellOf(scope: Construct, id: string, eventPattern: EventPattern, deadLetterQueue: IQueue, told: Told): void {
    const description = this.#say(told);
    const target = new SnsTopic(this.topic, { message: RuleTargetInput.fromText(description), deadLetterQueue });
    new Rule(scope, id, { description: this.#say(told), eventPattern, targets: [target] });
  }

  /** Lets a service of AWS send to the topic, which is encrypted, for this account. */
  letPublish(service: string): void {
    const principals = [new ServicePrincipal(service)];
    const conditions = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
    const publish = new PolicyStatement({ principals, conditions, actions: ['sns:Publish'], resources: [this.topic.topicArn] });
    this.topic.addToResourcePolicy(publish);
    const encrypt = new PolicyStatement({ principals, conditions, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] });
    this.#key.addToResourcePolicy(encrypt);
  }

  #say({ meaning, section }: Told): string {
    return `${meaning} What to do: ${this.#runbook}#${section}`;
  }
}
