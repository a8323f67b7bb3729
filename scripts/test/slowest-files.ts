import type { Reporter } from 'vitest/node'
import { say } from '../setup/log.ts'

/** One line a file, the slowest first. */
export function slowestFiles(files: readonly { path: string; ms: number }[], most = 10): string[] {
  return files
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, most)
    .map(({ path, ms }) => `${(ms / 1_000).toFixed(1).padStart(8)} s  ${path}`)
}

/** Names at the end where the time went, each file with its imports and hooks: what is waited for every day is seen every day. */
export const slowestFilesReporter: Reporter = {
  onTestRunEnd(modules) {
    const files = modules.map((module) => {
      const { duration, collectDuration } = module.diagnostic()
      return { path: module.relativeModuleId, ms: duration + collectDuration }
    })
    if (files.length > 0) say(['The slowest files:', ...slowestFiles(files)].join('\n'))
  },
}
