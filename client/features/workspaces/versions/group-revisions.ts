import type { Revision } from '#contracts/api/workspaces/history.ts'

export interface RevisionGroup {
  /** The newest of the group: what the files were at its end. */
  revision: number
  at: string
  source: Revision['source']
  isLate: boolean
  paths: readonly string[]
  saves: number
}

const togetherMs = 60_000

/** Saves of the same files within a minute as one line: nobody looks for a pause in typing. Newest first, as it comes. */
export function groupRevisions(revisions: readonly Revision[]): RevisionGroup[] {
  const groups: RevisionGroup[] = []
  for (const revision of revisions) {
    const next = groupOf(revision)
    const last = groups.at(-1)
    if (last !== undefined && belongTogether(last, next)) last.saves += 1
    else groups.push(next)
  }
  return groups
}

function groupOf({ revision, at, source, lateByMs, changed }: Revision): RevisionGroup {
  const paths = [...new Set(changed.map((change) => change.to ?? change.path))].sort()
  return { revision, at, source, isLate: lateByMs > 0, paths, saves: 1 }
}

function belongTogether(newer: RevisionGroup, older: RevisionGroup): boolean {
  return (
    newer.source === 'browser' &&
    older.source === 'browser' &&
    newer.isLate === older.isLate &&
    newer.paths.join('\n') === older.paths.join('\n') &&
    Date.parse(newer.at) - Date.parse(older.at) <= togetherMs
  )
}
