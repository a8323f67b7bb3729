import { defaultAnswerWorkingDays, type calendarsApi } from '#contracts/api/calendars.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../http/call.ts'
import { countPositionsOf, listCalendars } from './calendar-store.ts'
import { dueAt } from './due-at.ts'
import { listHolidayRegions, prefillHolidays } from './prefill-holidays.ts'
import { changeCalendar, createCalendar, makeCalendarDefault, removeCalendar } from './write-calendar.ts'

export function calendarRoutes(deps: Deps): Handlers<typeof calendarsApi> {
  return {
    async listCalendars({ receivedAt }) {
      const counts = await countPositionsOf(deps.db)
      const calendars = await listCalendars(deps.db, deps.config.organisationZone)
      return {
        calendars: calendars.map(({ workingDays, holidays, ...calendar }) => ({
          ...calendar,
          workingDays: [...workingDays],
          holidays: [...holidays],
          positions: (counts.get(calendar.id) ?? 0) + (calendar.isDefault ? (counts.get(null) ?? 0) : 0),
          exampleDueAt: dueAt(
            receivedAt,
            { ...calendar, workingDays, holidays },
            defaultAnswerWorkingDays,
          ).toISOString(),
        })),
        asOf: receivedAt.toISOString(),
      }
    },
    async createCalendar({ body, who, receivedAt }) {
      return { calendarId: await createCalendar(deps, body, { by: who.id, now: receivedAt }) }
    },
    async changeCalendar({ params, body, who, receivedAt }) {
      await changeCalendar(deps, { ...body, id: params.calendarId }, { by: who.id, now: receivedAt })
      return {}
    },
    async makeCalendarDefault({ params, who, receivedAt }) {
      await makeCalendarDefault(deps, params.calendarId, { by: who.id, now: receivedAt })
      return {}
    },
    async removeCalendar({ params, who, receivedAt }) {
      await removeCalendar(deps, params.calendarId, { by: who.id, now: receivedAt })
      return {}
    },
    async listHolidayRegions() {
      return { regions: await listHolidayRegions() }
    },
    async proposeHolidays({ query }) {
      return { holidays: await prefillHolidays({ ...query, state: query.state === '' ? null : query.state }) }
    },
  }
}
