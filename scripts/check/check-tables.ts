import { globSync, readFileSync } from 'node:fs'
import { serverRooms } from './server-rooms.ts'
import { findOwnershipFaults } from './table-ownership.ts'
import { readOwners } from './table-owners.ts'
import type { Source } from './table-uses.ts'

/** What breaks the order of the rooms in the server's SQL, as sentences. */
export function checkTables(root = '.'): string[] {
  const sources = globSync('server/**/*.ts', { cwd: root }).map((path): Source => {
    const slashed = path.replaceAll('\\', '/')
    return { path: slashed, text: readFileSync(`${root}/${slashed}`, 'utf8') }
  })
  return findOwnershipFaults(sources, {
    rooms: serverRooms,
    readAll: ['board', 'insight', 'privacy', 'demo'],
    writeAll: ['privacy', 'demo'],
    tables: readOwners(sources),
  })
}

if (import.meta.main) {
  const faults = checkTables()
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
}
