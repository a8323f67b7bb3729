import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findOurProcess } from './services/processes.ts'

/** Where the entry files of the processes that hold something stand. */
const entryFolders = ['scripts/', 'cli/']

/** Notes that this process uses something shared; `release` tells whether it was the last living one. */
export function hold(folder: string): { release: () => boolean } {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, String(process.pid))
  writeFileSync(file, String(process.pid))
  return {
    release: () => {
      rmSync(file, { force: true })
      return listHolders(folder).length === 0
    },
  }
}

/** The living processes that hold it; notes of killed ones are cleared away. */
export function listHolders(folder: string): number[] {
  mkdirSync(folder, { recursive: true })
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name)
    const pid = entryFolders.map((mark) => findOurProcess(file, mark)).find((found) => found !== null) ?? null
    if (pid === null) rmSync(file, { force: true })
    return pid === null ? [] : [pid]
  })
}
