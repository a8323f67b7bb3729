import { z } from 'zod'
import { clockReadingSchema } from './clock.ts'
import { liveRunEventSchema } from './jobs.ts'
import { verdictSchema } from './runs.ts'

/** What the server announces, after commit. Any of it may be lost; the page asks over HTTP when it reconnects. */
export const announcements = {
  'attempt-clock': z.object({ attemptId: z.uuid(), clock: clockReadingSchema }),
  'attempt-saved': z.object({ attemptId: z.uuid(), revision: z.int(), clientId: z.string() }),
  /** Which page writes now; all others read. */
  'lease-taken': z.object({ attemptId: z.uuid(), tabId: z.uuid(), token: z.int() }),
  /** A version was kept apart, or somebody chose about one. */
  'conflict-copy-kept': z.object({ attemptId: z.uuid() }),
  'run-live': liveRunEventSchema,
  'run-changed': z.object({
    attemptId: z.uuid(),
    runId: z.uuid(),
    /** How it ended, so that a page need not ask first; null while it has not. */
    verdict: verdictSchema.nullable(),
  }),
  'board-changed': z.object({ invitationId: z.uuid() }),
  'regrade-changed': z.object({ regradeId: z.uuid() }),
} as const
export type AnnouncementName = keyof typeof announcements
export type AnnouncementOf<N extends AnnouncementName> = z.infer<(typeof announcements)[N]>

/** What a page may ask of the socket. They only choose what is announced to it; nothing is changed through a socket. */
export const requests = {
  'watch-attempt': z.object({ attemptId: z.uuid() }),
  'watch-board': z.object({}),
  'watch-regrades': z.object({}),
} as const
export type RequestName = keyof typeof requests
export type RequestOf<N extends RequestName> = z.infer<(typeof requests)[N]>

export const acknowledgementSchema = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
])
export type Acknowledgement = z.infer<typeof acknowledgementSchema>

export type ServerToClient = { [N in AnnouncementName]: (payload: AnnouncementOf<N>) => void }
export type ClientToServer = {
  [N in RequestName]: (payload: RequestOf<N>, acknowledge: (answer: Acknowledgement) => void) => void
}
