import type { appointmentsApi } from '#contracts/api/invitations/appointments.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../http/app-error.ts'
import type { Handlers } from '../../http/call.ts'
import { calendarOf, readMailFacts } from '../mail-facts.ts'
import { presentInstant } from '../present-invitation.ts'
import { dropAppointment, setAppointment } from './change-appointment.ts'

type Routes = Pick<typeof appointmentsApi, 'setAppointment' | 'dropAppointment' | 'getCalendarFile'>

export function appointmentRoutes(deps: Deps): Handlers<Routes> {
  return {
    async setAppointment({ params, body, receivedAt }) {
      const change = { ...params, request: body, now: receivedAt }
      const appointment = presentInstant(await setAppointment(deps, change))
      const mailed = deps.config.mail.kind === 'smtp'
      return { appointment, mailed }
    },
    async dropAppointment({ params, receivedAt }) {
      await dropAppointment(deps, { ...params, now: receivedAt })
      return {}
    },
    async getCalendarFile({ params, receivedAt }) {
      const facts = await readMailFacts(deps, { ...params, now: receivedAt })
      if (facts.appointment === null) throw new AppError('not_found')
      const { content } = calendarOf(deps, facts, {
        method: 'REQUEST',
        startsAt: facts.appointment.at,
        sequence: facts.row.appointment_sequence,
        now: receivedAt,
      })
      return { fileName: 'invite.ics', content }
    },
  }
}
