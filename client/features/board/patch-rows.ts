import { boardLimits, type BoardRow } from '#contracts/api/board/board.ts'

interface Rows {
  invitations: BoardRow[]
  total: number
}

/**
 * Puts changed rows in the place of those that are shown, where they stand: nothing moves away under the pointer. Where the page is
 * the newest of all, those that are new come to its top.
 */
export function patchRows<T extends Rows>(
  view: T,
  loaded: readonly BoardRow[],
  { mayEnter }: { mayEnter: boolean },
): T {
  const byId = new Map(loaded.map((row) => [row.id, row]))
  const invitations = view.invitations.map((row) => byId.get(row.id) ?? row)
  const shown = new Set(invitations.map(({ id }) => id))
  const newestAt = invitations[0]?.createdAt ?? ''
  const entering = mayEnter ? loaded.filter((row) => !shown.has(row.id) && row.createdAt >= newestAt) : []
  const newestFirst = entering.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
  return {
    ...view,
    invitations: [...newestFirst, ...invitations].slice(0, boardLimits.pageRows),
    total: view.total + entering.length,
  }
}
