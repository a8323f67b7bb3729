import { ICalCalendar, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'

export interface CalendarEntry {
  invitationId: string
  /** Of the server; makes the entry's id one of a kind. */
  domain: string
  method: 'REQUEST' | 'CANCEL'
  /** A higher one replaces what the calendar has. */
  sequence: number
  startsAt: Date
  durationMs: number
  title: string
  description: string
  /** Where the candidate starts; it opens nothing without their session. */
  url: string
  organiser: { name: string; address: string }
  attendee: { name: string; address: string }
  stampedAt: Date
}

/**
 * One appointment for a calendar. Its time is written in UTC, so that every calendar shows it in the zone of whoever looks, whatever
 * it knows of zones.
 */
export function calendarFile(entry: CalendarEntry): string {
  const isCancelled = entry.method === 'CANCEL'
  const calendar = new ICalCalendar({
    prodId: { company: 'Fairtime', product: 'Fairtime', language: 'EN' },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  })
  const event = calendar.createEvent({
    id: `${entry.invitationId}@${entry.domain}`,
    sequence: entry.sequence,
    stamp: entry.stampedAt,
    start: entry.startsAt,
    end: new Date(entry.startsAt.getTime() + entry.durationMs),
    summary: entry.title,
    description: entry.description,
    url: entry.url,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.OPAQUE,
    organizer: { name: entry.organiser.name, email: entry.organiser.address },
  })
  event.createAttendee({ name: entry.attendee.name, email: entry.attendee.address, rsvp: false })
  return calendar.toString()
}
