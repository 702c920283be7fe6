import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { type HubFunction, logGroup } from './function.ts';

/** Requests a second, and at once, over all callers: many times a county’s traffic, and a bound on what a flood can cost. */
const throttle = { rateLimit: 100, burstLimit: 200 };

/** Which route, how it ended, and which request: never the path as it was called, for that names cases. */
const accessLog = JSON.stringify({ requestId: '$context.requestId', route: '$context.routeKey', status: '$context.status' });

/** The HTTP API and its one stage, throttled and logged. It has no route yet. */
export function httpApi(scope: Construct, transitKey: IKey): { readonly api: HttpApi; readonly stage: HttpStage } {
  const api = new HttpApi(scope, 'Api', { description: 'The referral hub', createDefaultStage: false });
  const stage = new HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle,
    detailedMetricsEnabled: true,
    accessLogSettings: {
      destination: new LogGroupLogDestination(logGroup(scope, 'AccessLog', transitKey)),
      format: AccessLogFormat.custom(accessLog),
    },
  });
  return { api, stage };
}

/** The routes of one function, all to the same integration. A function with another kind of trigger gets none. */
export function addRoutes(api: HttpApi, name: string, { lambda, spec }: HubFunction): void {
  if (spec.trigger.kind !== 'http') return;
  const integration = new HttpLambdaIntegration(name, lambda);
  for (const route of spec.trigger.routes) {
    const [method, path = ''] = route.split(' ');
    const routeKey = HttpRouteKey.with(path, method === 'GET' ? HttpMethod.GET : HttpMethod.POST);
    acknowledge(new HttpRoute(api, route, { httpApi: api, routeKey, integration }), 'APIG4', whyOpen(spec.touches));
  }
}

/** Why the gateway itself lets a request through to the function. */
function whyOpen(touches: HubFunction['spec']['touches']): string {
  if (touches.includes('token:sign')) return 'Callers have no token yet: the function authenticates them by private_key_jwt (RFC 7523).';
  if (touches.includes('token:verify')) {
    return 'The function verifies the caller’s ES256 token before it reads anything: the built-in JWT authorizer knows RSA only, and caches keys for hours.';
  }
  return 'Open to anyone: it takes no input, and says only that the hub is there.';
}
