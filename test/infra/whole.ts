/** What the intake is compared with, whole: the packages that functions are made of, those that it does without among them. */
export * as logger from '@aws-lambda-powertools/logger';
export * as metrics from '@aws-lambda-powertools/metrics';
export * as tracer from '@aws-lambda-powertools/tracer';
export * as dynamodb from '@aws-sdk/client-dynamodb';
export * as eventbridge from '@aws-sdk/client-eventbridge';
export * as kms from '@aws-sdk/client-kms';
export * as s3 from '@aws-sdk/client-s3';
export * as jose from 'jose';
export * as zod from 'zod';
