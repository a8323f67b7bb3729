import { z } from 'zod'
import { clockReadingSchema } from './clock.ts'
import { liveRunEventSchema } from './jobs.ts'
import { verdictSchema } from './runs.ts'

/** Where pages are told: of one attempt, or of one of the lists. By these they ask to be told. */
export const rooms = {
  attempt: z.object({ attemptId: z.uuid() }),
  board: z.object({}),
  regrades: z.object({}),
  reviews: z.object({}),
} as const
export type RoomName = keyof typeof rooms
export const roomNames = ['attempt', 'board', 'regrades', 'reviews'] as const satisfies RoomName[]

/**
 * What the server announces, after commit, and in which room. Any of it may be lost; the page asks over HTTP when it reconnects.
 * The one table: parsers, subscriptions and rooms follow from it.
 */
export const announcements = {
  'attempt-clock': {
    room: 'attempt',
    payload: z.object({ attemptId: z.uuid(), clock: clockReadingSchema }),
  },
  'attempt-saved': {
    room: 'attempt',
    payload: z.object({ attemptId: z.uuid(), revision: z.int(), clientId: z.string() }),
  },
  /** Which page writes now; all others read. */
  'lease-taken': {
    room: 'attempt',
    payload: z.object({ attemptId: z.uuid(), tabId: z.uuid(), token: z.int() }),
  },
  /** A version was kept apart, or somebody chose about one. */
  'conflict-copy-kept': { room: 'attempt', payload: z.object({ attemptId: z.uuid() }) },
  'run-live': { room: 'attempt', payload: liveRunEventSchema },
  'run-changed': {
    room: 'attempt',
    payload: z.object({
      attemptId: z.uuid(),
      runId: z.uuid(),
      /** How it ended, so that a page need not ask first; null while it has not. */
      verdict: verdictSchema.nullable(),
    }),
  },
  'board-changed': { room: 'board', payload: z.object({ invitationId: z.uuid() }) },
  /** Invitations of a list were made, or taken back. */
  'import-changed': { room: 'board', payload: z.object({ importId: z.uuid() }) },
  /** Something done to many invitations was confirmed, taken back, or is done. */
  'bulk-action-changed': { room: 'board', payload: z.object({ bulkActionId: z.uuid() }) },
  'regrade-changed': { room: 'regrades', payload: z.object({ regradeId: z.uuid() }) },
  /** Something in what waits for reviews. It names nothing: reviewers are blind to whose it is, and to each other. */
  'reviews-changed': { room: 'reviews', payload: z.strictObject({}) },
} as const satisfies Record<string, { room: RoomName; payload: z.ZodType }>
export type AnnouncementName = keyof typeof announcements
export type AnnouncementOf<N extends AnnouncementName> = z.infer<(typeof announcements)[N]['payload']>

/** What a page may ask of the socket. They only choose what is announced to it; nothing is changed through a socket. */
export type RequestName = `watch-${RoomName}`
export type RequestOf<N extends RequestName> = N extends `watch-${infer R extends RoomName}`
  ? z.infer<(typeof rooms)[R]>
  : never

export const acknowledgementSchema = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
])
export type Acknowledgement = z.infer<typeof acknowledgementSchema>

export type ServerToClient = { [N in AnnouncementName]: (payload: AnnouncementOf<N>) => void }
export type ClientToServer = {
  [N in RequestName]: (payload: RequestOf<N>, acknowledge: (answer: Acknowledgement) => void) => void
}
