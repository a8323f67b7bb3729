import { execFileSync } from 'node:child_process'

/**
 * What tests use without importing it, and the files through which they do: pages are built, processes are spawned, boxes are
 * images, exercises are folders. Without this table `--changed` would pass over every test of a page whose code has changed.
 */
const usedThrough: readonly { below: RegExp; through: readonly string[] }[] = [
  { below: /^(client|contracts)\//, through: ['test/support/browser/browser.ts'] },
  { below: /^(server|workers|platform|contracts)\//, through: ['test/support/server/processes.ts'] },
  { below: /^server\/db\//, through: ['test/support/server/test-database.ts'] },
  {
    below: /^(workers|sandbox-images|prober-kit)\//,
    through: ['test/support/worker/test-worker.ts', 'test/sandbox/sandbox-fixture.ts'],
  },
  { below: /^(cli|contracts|prober-kit|sandbox-images)\//, through: ['test/cli/exercise/made-exercise.ts'] },
  {
    below: /^exercises\//,
    through: ['test/support/server/test-server.ts', 'test/exercises/manifests.test.ts'],
  },
  { below: /^(workers|sandbox-images|test\/sandbox\/corpus)\//, through: ['test/sandbox/corpus.test.ts'] },
  { below: /^scripts\/bootstrap\.mjs$/, through: ['test/scripts/bootstrap.test.ts'] },
]

/** The changed files, and those that stand for what a changed one reaches without an import. */
export function withUses(changed: readonly string[]): string[] {
  const uses = usedThrough.filter(({ below }) => changed.some((file) => below.test(file)))
  return [...new Set([...changed, ...uses.flatMap(({ through }) => through)])]
}

/** Files that differ from a commit, or from the last one, by their paths in the checkout. */
export function listChangedFiles(checkout: string, since: string | boolean | undefined): string[] {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: checkout, encoding: 'utf8' })
      .split('\0')
      .filter((path) => path !== '')
  const committed = typeof since === 'string' ? git('diff', '--name-only', '-z', `${since}...HEAD`) : []
  const staged = git('diff', '--cached', '--name-only', '-z')
  const unstaged = git('ls-files', '-z', '--other', '--modified', '--exclude-standard')
  return [...new Set([...committed, ...staged, ...unstaged])]
}
