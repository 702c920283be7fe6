import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { streams } from '../../functions/store/streams.ts';
import { sign } from 'node:crypto';
import { eventually, processesNaming, temporaryFolder } from './support/temporary.ts';
