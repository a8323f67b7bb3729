import { findTableUses, type Source, type TableUse } from './table-uses.ts'

export interface Owners {
  /** Rooms in the order of the flow: a room reads the tables of those before it. */
  rooms: readonly string[]
  /** Rooms that show or take away what everybody has: they read every table. */
  readAll: readonly string[]
  /** Of those, the ones that may write every table too. */
  writeAll: readonly string[]
  /** Table → the room that writes it. */
  tables: ReadonlyMap<string, string>
}

/** Below every room: what rooms pass through `server/db`, whose functions write these for them. */
export const groundRoom = 'platform'

/**
 * What breaks the order of the rooms in SQL, as sentences that say where the code belongs. SQL stands in files named `store.ts`, or
 * `<noun>-store.ts` where one file would be too long; `server/db` and migrations are left out.
 */
export function findOwnershipFaults(sources: readonly Source[], owners: Owners): string[] {
  return sources.flatMap((source) => {
    const room = roomOf(source.path)
    if (room === 'db') return []
    const uses = findTableUses(source, new Set(owners.tables.keys()))
    return uses.flatMap((use) => {
      const faults = [placeFault(source.path, room, use), ...orderFaults(room, use, owners)]
      return faults.flatMap((fault) => fault ?? []).map((fault) => `${source.path}:${use.line}: ${fault}`)
    })
  })
}

const roomOf = (path: string) => /^server\/([^/]+)\//.exec(path)?.[1] ?? null
const isStore = (path: string) => /\/([\w-]+-)?store\.ts$/.test(path)

function placeFault(path: string, room: string | null, use: TableUse): string | null {
  if (room !== null && isStore(path)) return null
  const what = use.table === null ? 'SQL' : `SQL about "${use.table}"`
  const home =
    room === null
      ? 'the store.ts of the room that it is about'
      : `server/${room}/store.ts or a <noun>-store.ts there`
  return path.endsWith('/routes.ts')
    ? `${what} stands in a routes.ts, which is HTTP only: move it into ${home}`
    : `${what} stands outside a store: move it into ${home}`
}

function orderFaults(room: string | null, use: TableUse, owners: Owners): (string | null)[] {
  const owner = use.table === null ? undefined : owners.tables.get(use.table)
  if (room === null || owner === undefined || owner === room) return []
  const place = owner === groundRoom ? 'server/db' : `server/${owner}/store.ts`
  if (use.isWrite && !owners.writeAll.includes(room))
    return [
      `"${use.table}" belongs to ${owner}, and ${room} writes it: move this into ${place} and call that`,
    ]
  if (owners.readAll.includes(room) || !isAfter(owner, room, owners)) return []
  return [
    `"${use.table}" belongs to ${owner}, which comes after ${room}: move this into ${place}, or pass the answer in`,
  ]
}

/** What is no room of the flow is ground below all of it: everybody reads its tables, and it reads nobody's. */
function isAfter(owner: string, room: string, { rooms }: Owners): boolean {
  if (!rooms.includes(owner)) return false
  return !rooms.includes(room) || rooms.indexOf(owner) > rooms.indexOf(room)
}
