import { defineConfig } from 'vitest/config'
import { listChangedFiles, withUses } from './scripts/test/changed-files.ts'
import { LongestFirst } from './scripts/test/longest-first.ts'
import { slowestFilesReporter } from './scripts/test/slowest-files.ts'

const everyTest = ['test/**/*.test.ts', 'test/**/*.test.tsx']
// Hostile programs bring tests of their own, and those are for boxes only.
const noTests = ['test/sandbox/corpus/**', '**/node_modules/**']
/** They put another module in the place of one of ours, which a process that has loaded ours already would not notice. */
const mocking = ['test/server/submissions/alias.test.ts', 'test/client/features/runs/open-run.test.tsx']

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'mocking', include: mocking, exclude: noTests, isolate: true } },
      // No module of ours keeps state, so that files may share a process: loading the server anew for each file took a second of processor.
      {
        extends: true,
        test: { name: 'shared', include: everyTest, exclude: [...noTests, ...mocking], isolate: false },
      },
    ],
    globalSetup: ['test/support/run/global-setup.ts'],
    setupFiles: ['test/support/run/fail-on-noise.ts'],
    pool: 'forks',
    // Half of the tests' time is waiting, for boxes, pages and deadlines: four files at once keep two cores busy.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    experimental: {
      vcsProvider: {
        findChangedFiles: ({ root, changedSince }) =>
          Promise.resolve(withUses(listChangedFiles(root, changedSince))),
      },
    },
    reporters: ['default', 'json', slowestFilesReporter],
    outputFile: { json: '.fairtime/test/report.json' },
    // Against a test that hangs, and no measure of speed: four files at once on a busy host take several times as long.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    dangerouslyIgnoreUnhandledErrors: false,
  },
})
