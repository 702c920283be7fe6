import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // Needs HL7’s examples, which are not in the project: `npm run test:conformance`.
    exclude: ['test/conformance/**'],
    reporters: ['default', './test/support/closing-line.ts'],
    setupFiles: ['./test/support/setup.ts'],
    // A few of what `npm run test:fuzz` sends.
    provide: { requests: 2_400, seed: 1 },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
