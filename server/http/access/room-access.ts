import { api } from '#contracts/api.ts'
import type { RoomName } from '#contracts/events.ts'
import type { Access } from '#contracts/route.ts'

/** Whoever may ask for a thing over HTTP may be told when it changes; a room without a row does not compile. */
export const roomAccess = {
  attempt: api.getAttempt.access,
  board: api.listInvitations.access,
  regrades: api.listRegrades.access,
  reviews: api.listSubmissions.access,
} as const satisfies Record<RoomName, Access>
