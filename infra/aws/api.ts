import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  type CfnStage,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { type HubFunction, logGroup } from './function.ts';
import type { Settings } from './settings.ts';

/** Requests a second, and at once, over all callers: many times a county’s traffic, and a bound on what a flood can cost. */
const throttle = { rateLimit: 100, burstLimit: 200 };

/** Which route, how it ended, how long it took and which request: never the path as it was called, for that names cases. */
const accessLog = JSON.stringify({
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
});

/** Why the gateway itself lets a request through to the function, by how the function knows its caller. */
const openRoutes = {
  Verified:
    'The function verifies the caller’s ES256 token before it reads anything: the built-in JWT authorizer knows RSA only, and caches keys for hours.',
  SignIn: 'Callers have no token yet: the function authenticates them by private_key_jwt (RFC 7523).',
  Open: 'Open to anyone: the function may touch no table, key or queue, so nothing in it needs a caller to be known.',
} as const;

/** The HTTP API with its one stage, throttled and logged, and routes as functions are given to it. */
export class Api extends Construct {
  /** Where the hub answers, without a slash at the end. */
  readonly address: string;
  readonly stage: HttpStage;
  /** What the name of the hub must point to, where it has one of its own. */
  readonly pointTo: string | undefined;
  readonly #api: HttpApi;
  readonly #routes: Readonly<Record<keyof typeof openRoutes, Construct>>;
  readonly #throttled: Record<string, object> = {};

  constructor(scope: Construct, transitKey: IKey, { domain, certificate }: Settings) {
    super(scope, 'Api');
    this.#api = new HttpApi(this, 'Gateway', {
      apiName: 'referral-hub',
      description: 'The referral hub',
      createDefaultStage: false,
      // A hub with a name of its own answers to no other.
      disableExecuteApiEndpoint: domain !== undefined,
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup(this, 'AccessLog', transitKey)),
        format: AccessLogFormat.custom(accessLog),
      },
    });
    (this.stage.node.defaultChild as CfnStage).routeSettings = this.#throttled;
    this.#routes = { Verified: this.#group('Verified'), SignIn: this.#group('SignIn'), Open: this.#group('Open') };
    this.address = domain ? `https://${domain}` : this.#api.apiEndpoint;
    this.pointTo = domain && certificate ? this.#named(domain, certificate) : undefined;
  }

  /** The routes of one function, all to the same integration. A function with another kind of trigger gets none. */
  add({ lambda, spec }: HubFunction, name: string): void {
    if (spec.trigger.kind !== 'http') return;
    const integration = new HttpLambdaIntegration(name, lambda);
    for (const route of spec.trigger.routes) {
      const [method, path = ''] = route.split(' ');
      const routeKey = HttpRouteKey.with(path, method === 'GET' ? HttpMethod.GET : HttpMethod.POST);
      const made = new HttpRoute(this.#routes[knownBy(name, spec.touches)], route, { httpApi: this.#api, routeKey, integration });
      if (!spec.throttle) continue;
      const { perSecond, burst } = spec.throttle;
      // A route’s settings stand in place of the stage’s, so what the stage measures is said again. To CloudFormation they
      // are plain JSON, which the CDK does not put into capitals.
      this.#throttled[route] = { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: burst, DetailedMetricsEnabled: true };
      // CloudFormation refuses settings for a route that is not there yet.
      this.stage.node.addDependency(made);
    }
  }

  #group(id: keyof typeof openRoutes): Construct {
    const group = new Construct(this, id);
    acknowledge(group, ['AwsSolutions-APIG4'], openRoutes[id]);
    return group;
  }

  #named(domainName: string, certificateArn: string): string {
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    const named = new DomainName(this, 'Name', { domainName, certificate, securityPolicy: SecurityPolicy.TLS_1_2 });
    new ApiMapping(this, 'Mapping', { api: this.#api, domainName: named, stage: this.stage });
    return named.regionalDomainName;
  }
}

function knownBy(name: string, touches: HubFunction['spec']['touches']): keyof typeof openRoutes {
  if (touches.includes('token:sign')) return 'SignIn';
  if (touches.includes('token:verify')) return 'Verified';
  if (touches.length > 0) throw new Error(`${name} answers requests and touches ${touches.join(', ')}: it must verify tokens`);
  return 'Open';
}
