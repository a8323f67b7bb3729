import type { SaveStatus } from './save-status.ts'

/** What the page does about the first save that waits, and how the newest keystroke stands: one value, so that no two contradict. */
export type SaveState = {
  status: SaveStatus
  /** Whether what waits here would still be there after the page is gone. */
  outlivesPage: boolean
  /** Nobody looks any more: nothing is tried again, and nobody is told. */
  isLeft: boolean
} & Sending

export type Sending =
  | { kind: 'resting' }
  /** After so many failures in a row. */
  | { kind: 'sending'; failures: number }
  | { kind: 'retrying'; failures: number; timer: ReturnType<typeof setTimeout> }
  /** The server said no to the save as it is: it waits for a change. */
  | { kind: 'stopped' }

export const firstSaveState = (outlivesPage: boolean): SaveState => ({
  kind: 'resting',
  status: { kind: 'saved', atMs: null, lateByMs: 0 },
  outlivesPage,
  isLeft: false,
})
