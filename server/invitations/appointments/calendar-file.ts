import {
  ICalAttendeeStatus,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'

interface Person {
  name: string
  address: string
}

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
  organiser: Person
  /** Who the mail comes from. Where that is not the organiser, calendars want to know that it sends in their name. */
  sender: Person
  attendee: Person
  /** Whether the attendee chose the time, and so need not be asked. */
  isChosenByAttendee: boolean
  stampedAt: Date
}

/**
 * One appointment for a calendar. Its time is written in UTC, so that every calendar shows it in the zone of whoever looks, whatever
 * it knows of zones; some show UTC alone, for which the description has the wall times.
 */
export function calendarFile(entry: CalendarEntry): string {
  const isCancelled = entry.method === 'CANCEL'
  const { organiser, sender, attendee } = entry
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
    organizer: {
      name: withoutQuotes(organiser.name),
      email: organiser.address,
      ...(organiser.address.toLowerCase() !== sender.address.toLowerCase() && { sentBy: sender.address }),
    },
  })
  event.createAttendee({
    name: withoutQuotes(attendee.name),
    email: attendee.address,
    rsvp: false,
    status: entry.isChosenByAttendee ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.NEEDSACTION,
  })
  return calendar.toString()
}

/** A quote in a parameter is written as `^'`, which most calendars show as it is. */
const withoutQuotes = (name: string) => name.replaceAll(/["\u201c\u201d]/g, '').trim()
