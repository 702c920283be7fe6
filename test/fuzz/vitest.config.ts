import { defineConfig } from 'vitest/config';

// `npm run test:fuzz`: the long run. FUZZ_SEED repeats one, FUZZ_REQUESTS makes it shorter or longer.
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/fuzz/**/*.test.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
    setupFiles: ['./test/support/setup.ts'],
    provide: { requests: Number(process.env['FUZZ_REQUESTS'] ?? 50_000), seed: Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000) },
  },
});
