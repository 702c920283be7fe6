import { expect, it } from 'vitest';
import { type ProblemCode, problemOf, problems } from '../../contracts/problem.ts';

it.each(Object.keys(problems) as ProblemCode[])('says of %s what went wrong and what to do, under an HTTP error status', (code) => {
  const problem = problemOf({ code }, 'https://hub.example');
  expect(problem).toMatchObject({ code, type: `https://hub.example/docs/errors/${code}`, faults: [] });
  expect(problem.status).toBeGreaterThanOrEqual(400);
  expect(problem.status).toBeLessThan(600);
  expect(problem.title).not.toMatch(/\.$/);
  expect(problem.detail).toMatch(/\.$/);
});
