import type { Holiday } from '#contracts/api/calendars.ts'

const line = /^(\d{4}-\d\d-\d\d)(?:[\s,;]+(.*))?$/

type ReadHolidays = { holidays: Holiday[] } | { problem: string }

/** Holidays as somebody writes them, one a line: the date, then the name. Empty lines are left out. */
export function readHolidayLines(text: string): ReadHolidays {
  const holidays: Holiday[] = []
  const seen = new Map<string, number>()
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const trimmed = raw.trim()
    if (trimmed === '') continue
    const [, date, name = ''] = line.exec(trimmed) ?? []
    if (date === undefined || !isDate(date))
      return {
        problem: `Line ${index + 1}: “${trimmed.slice(0, 40)}” does not begin with a date such as 2026-12-25`,
      }
    const before = seen.get(date)
    if (before !== undefined)
      return { problem: `Line ${index + 1}: ${date} stands in line ${before} already` }
    seen.set(date, index + 1)
    holidays.push({ date, name: name.trim() })
  }
  return { holidays }
}

function isDate(date: string): boolean {
  const instant = new Date(`${date}T00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date)
}

export const writeHolidayLines = (holidays: readonly Holiday[]): string =>
  holidays.map(({ date, name }) => `${date} ${name}`.trim()).join('\n')

/** Adds those of dates that are not there yet, in the order of the dates; what somebody wrote stays as it is. */
export function mergeHolidays(own: readonly Holiday[], more: readonly Holiday[]): Holiday[] {
  const dates = new Set(own.map(({ date }) => date))
  return [...own, ...more.filter(({ date }) => !dates.has(date))].sort((a, b) => (a.date < b.date ? -1 : 1))
}
