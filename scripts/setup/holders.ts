import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findOurProcess } from './services/processes.ts'

const mark = 'scripts/'

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
    const pid = findOurProcess(join(folder, name), mark)
    if (pid === null) rmSync(join(folder, name), { force: true })
    return pid === null ? [] : [pid]
  })
}
