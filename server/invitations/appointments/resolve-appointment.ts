import type { AppointmentRequest } from '#contracts/api/invitations/invitations.ts'
import { fieldError } from '../../http/app-error.ts'
import { describeInstant } from '../../mails/describe-instant.ts'
import { instantOfLocalTime } from '../local-time.ts'

export interface AppointmentInstant {
  at: Date
  zone: string
}

interface Bounds {
  now: Date
  expiresAt: Date
  /** The field of the request that is named where it cannot be. */
  field: string
}

/** The instant that was asked for; throws with the reason in words where it cannot be. */
export function resolveAppointment(request: AppointmentRequest, bounds: Bounds): AppointmentInstant {
  const { local, zone, occurrence } = request
  const found = instantOfLocalTime(local, zone, occurrence)
  if ('problem' in found) throw fieldError(bounds.field, found.problem)
  const window = `choose one between now and ${describeInstant(bounds.expiresAt, zone)}`
  if (found.instant <= bounds.now) throw fieldError(bounds.field, `this time has passed; ${window}`)
  if (found.instant >= bounds.expiresAt)
    throw fieldError(bounds.field, `this is after the invitation expires; ${window}`)
  return { at: found.instant, zone }
}
