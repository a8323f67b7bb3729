/**
 * How the newest keystroke stands. `unsaved`: typed, and sent at the next pause; `conflict_copy`: on the server, in a conflict copy beside
 * the files.
 */
export type SaveStatus =
  | { kind: 'saved'; atMs: number | null; lateByMs: number }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  | { kind: 'offline' }
  | { kind: 'conflict_copy' }
  | { kind: 'refused'; error: unknown }

export interface Unsaved {
  /** The age of the oldest keystroke that the server does not have; 0 where it has all. */
  ageMs: number
  /** Whether what waits is still there when the page is gone. */
  outlivesPage: boolean
}

/** The status in a few honest words. */
export function describeStatus(status: SaveStatus, nowMs: number, waiting: Unsaved): string {
  switch (status.kind) {
    case 'saved':
      return describeSaved(status, nowMs)
    case 'unsaved':
      return 'Saves when you pause'
    case 'saving':
      return `Saving…${after(waiting.ageMs)}`
    case 'offline':
      return describeOffline(waiting)
    case 'conflict_copy':
      return 'Kept apart'
    case 'refused':
      return `Not saved${after(waiting.ageMs)}`
  }
}

function describeSaved(status: { atMs: number | null; lateByMs: number }, nowMs: number): string {
  if (status.lateByMs > 0) return 'Saved after the time was over'
  if (status.atMs === null) return 'Saved'
  const seconds = Math.max(0, Math.round((nowMs - status.atMs) / 1_000))
  return seconds < 2 ? 'Saved' : `Saved ${describeAge(nowMs - status.atMs)} ago`
}

const worthSayingMs = 5_000

const after = (ageMs: number) => (ageMs < worthSayingMs ? '' : ` for ${describeAge(ageMs)}`)

function describeOffline({ ageMs, outlivesPage }: Unsaved): string {
  const where = outlivesPage ? 'kept on this computer' : 'kept in this window only'
  return ageMs < worthSayingMs ? `Offline: ${where}` : `Offline: ${where}, unsaved${after(ageMs)}`
}

/** "42 s", "3 min". */
export function describeAge(ageMs: number): string {
  const seconds = Math.round(ageMs / 1_000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`
}
