import { calendarLimits, type BusinessCalendarView, type CalendarDraft } from '#contracts/api/calendars.ts'
import { viewerZone } from '../../../lib/clock/times.ts'
import { readHolidayLines, writeHolidayLines } from './holiday-lines.ts'

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

export interface CalendarFormValues {
  name: string
  zone: string
  closesAt: string
  /** Their numbers as text: 1 is Monday. */
  workingDays: string[]
  /** One a line. */
  holidays: string
}

export function valuesOf(calendar: BusinessCalendarView | null): CalendarFormValues {
  return {
    name: calendar?.name ?? '',
    zone: calendar?.zone ?? viewerZone(),
    closesAt: calendar?.closesAt ?? '17:00',
    workingDays: (calendar?.workingDays ?? [1, 2, 3, 4, 5]).map(String),
    holidays: writeHolidayLines(calendar?.holidays ?? []),
  }
}

export const calendarFormRules = {
  name: (value: string) => {
    if (value.trim() === '') return 'Write a name'
    return value.trim().length > calendarLimits.nameLength
      ? `A name can have ${calendarLimits.nameLength} characters at most`
      : null
  },
  closesAt: (value: string) => (value === '' ? 'Say when business closes' : null),
  workingDays: (value: string[]) => (value.length === 0 ? 'Choose at least one day' : null),
  holidays: (value: string) => {
    const read = readHolidayLines(value)
    if ('problem' in read) return read.problem
    return read.holidays.length > calendarLimits.holidays
      ? `A calendar can hold ${calendarLimits.holidays} holidays at most`
      : null
  },
}

export function toDraft({ holidays, workingDays, ...values }: CalendarFormValues): CalendarDraft {
  const read = readHolidayLines(holidays)
  return {
    ...values,
    workingDays: workingDays.map(Number),
    holidays: 'holidays' in read ? read.holidays : [],
  }
}

/** The field that shows what the server says of a part of the request. */
export function calendarFieldOf(path: string): string | null {
  const [part = ''] = path.split('.')
  return ['name', 'zone', 'closesAt', 'workingDays', 'holidays'].includes(part) ? part : null
}

/** "Mon–Fri", "Sun–Thu", "Mon, Wed, Fri". */
export function describeDays(days: readonly number[]): string {
  const short = (day: number) => (weekdays[day - 1] ?? '').slice(0, 3)
  const [first] = days
  const last = days.at(-1)
  if (first === undefined || last === undefined) return 'none'
  const isRow = days.length > 2 && last - first === days.length - 1
  return isRow ? `${short(first)}–${short(last)}` : days.map(short).join(', ')
}
