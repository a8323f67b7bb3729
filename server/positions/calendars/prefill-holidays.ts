import { Temporal } from 'temporal-polyfill'
import type { Holiday } from '#contracts/api/calendars.ts'
import { fieldError } from '../../http/app-error.ts'

interface Prefill {
  country: string
  state: string | null
  fromYear: number
  untilYear: number
}

const dayMs = 24 * 3_600_000

/** It brings the rules of every country, so it is loaded only for who asks. */
const loadRules = async () => (await import('date-holidays')).default

/**
 * The public holidays of a country or a part of it, with the days that stand for those on a weekend. A proposal for the list that is
 * stored: dates are counted by the stored list alone, so that newer rules move nothing that was promised.
 */
export async function prefillHolidays({ country, state, fromYear, untilYear }: Prefill): Promise<Holiday[]> {
  const rules = await rulesOf(country, state)
  const byDate = new Map<string, string>()
  for (let year = fromYear; year <= untilYear; year += 1)
    for (const holiday of rules.getHolidays(year, 'en').filter(({ type }) => type === 'public'))
      for (const date of datesOf(holiday)) byDate.set(date, byDate.get(date) ?? holiday.name)
  return [...byDate].map(([date, name]) => ({ date, name })).sort((a, b) => (a.date < b.date ? -1 : 1))
}

async function rulesOf(country: string, state: string | null) {
  const Rules = await loadRules()
  const countryName = new Rules().getCountries('en')[country]
  if (countryName === undefined) throw fieldError('query.country', `No holidays are known of "${country}"`)
  if (state === null) return new Rules(country)
  if (new Rules().getStates(country, 'en')?.[state] === undefined)
    throw fieldError('query.state', `${countryName} has no part "${state}"`)
  return new Rules(country, state)
}

interface Feast {
  date: string
  start: Date
  end: Date
}

/** A feast of three days is one holiday there, and three dates here. On a day that is free from noon on, people work. */
function datesOf({ date, start, end }: Feast): string[] {
  const first = Temporal.PlainDate.from(date.slice(0, 10))
  const days = Math.round((end.getTime() - start.getTime()) / dayMs)
  return Array.from({ length: days }, (_, index) => first.add({ days: index }).toString())
}

/** Countries and their parts, each with its code. */
export async function listHolidayRegions() {
  const Rules = await loadRules()
  const rules = new Rules()
  return Object.entries(rules.getCountries('en')).map(([code, name]) => ({
    code,
    name,
    states: Object.entries(rules.getStates(code, 'en') ?? {}).map(([state, stateName]) => ({
      code: state,
      name: stateName,
    })),
  }))
}
