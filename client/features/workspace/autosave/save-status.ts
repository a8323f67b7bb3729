/**
 * How the newest keystroke stands. `unsaved`: typed, and sent at the next pause; `kept_apart`: on the server, in a branch beside
 * the files.
 */
export type SaveStatus =
  | { kind: 'saved'; atMs: number | null; lateByMs: number }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  | { kind: 'offline' }
  | { kind: 'kept_apart' }
  | { kind: 'refused'; error: unknown }

/** The status in a few honest words. `unsavedMs` is the age of the oldest keystroke that the server does not have. */
export function describeStatus(status: SaveStatus, nowMs: number, unsavedMs: number): string {
  switch (status.kind) {
    case 'saved':
      return describeSaved(status, nowMs)
    case 'unsaved':
      return 'Saves when you pause'
    case 'saving':
      return `Saving…${after(unsavedMs)}`
    case 'offline':
      return `Offline: kept on this computer${unsaved(unsavedMs)}`
    case 'kept_apart':
      return 'Kept apart'
    case 'refused':
      return `Not saved${after(unsavedMs)}`
  }
}

function describeSaved(status: { atMs: number | null; lateByMs: number }, nowMs: number): string {
  if (status.lateByMs > 0) return 'Saved after the time was over'
  if (status.atMs === null) return 'Saved'
  const seconds = Math.max(0, Math.round((nowMs - status.atMs) / 1_000))
  return seconds < 2 ? 'Saved' : `Saved ${describeAge(nowMs - status.atMs)} ago`
}

const worthSayingMs = 5_000

const after = (unsavedMs: number) => (unsavedMs < worthSayingMs ? '' : ` for ${describeAge(unsavedMs)}`)

const unsaved = (unsavedMs: number) => (unsavedMs < worthSayingMs ? '' : `, unsaved${after(unsavedMs)}`)

/** "42 s", "3 min". */
export function describeAge(ageMs: number): string {
  const seconds = Math.round(ageMs / 1_000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`
}
