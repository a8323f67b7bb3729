/** How the newest keystroke stands. `unsaved`: typed, and sent at the next pause. */
export type SaveStatus =
  | { kind: 'saved'; atMs: number | null; lateByMs: number }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  | { kind: 'offline' }
  | { kind: 'refused'; error: unknown }

/** The status in a few honest words. */
export function describeStatus(status: SaveStatus, nowMs: number): string {
  switch (status.kind) {
    case 'saved':
      return describeSaved(status, nowMs)
    case 'unsaved':
      return 'Saves when you pause'
    case 'saving':
      return 'Saving…'
    case 'offline':
      return 'Offline: kept on this computer, sent when you are back'
    case 'refused':
      return 'Not saved'
  }
}

function describeSaved(status: { atMs: number | null; lateByMs: number }, nowMs: number): string {
  if (status.lateByMs > 0) return 'Saved after the time was over'
  if (status.atMs === null) return 'Saved'
  const seconds = Math.max(0, Math.round((nowMs - status.atMs) / 1_000))
  if (seconds < 60) return seconds < 2 ? 'Saved' : `Saved ${seconds} s ago`
  return `Saved ${Math.floor(seconds / 60)} min ago`
}
