import { platformReasons } from '#contracts/api/credits.ts'
import type { ClockReading } from '#contracts/clock.ts'
import { formatDuration, formatTimeOfDay } from '../../../lib/clock/times.ts'

/** "7 minutes were given back to you: our service could not be reached. You now have until 16:42 (Europe/Berlin)." */
export function describeCredits(reading: ClockReading, zone?: string): string | null {
  const { givenBack } = reading
  if (givenBack.length === 0) return null
  const totalMs = givenBack.reduce((sum, credit) => sum + credit.amountMs, 0)
  const amount = formatDuration(totalMs)
  const verb = Math.round(totalMs / 60_000) > 1 ? 'were' : 'was'
  const reasons = [...new Set(givenBack.map(({ reason }) => describeCredit(reason)))].join('; ')
  const until = formatTimeOfDay(new Date(reading.deadline), zone)
  return `${amount.replace(/^l/, 'L')} ${verb} given back to you: ${reasons}. You now have until ${until}.`
}

function describeCredit(reason: string): string {
  if (reason === platformReasons.accommodation) return 'extra time was agreed for you'
  return reason.replace(/\.$/, '')
}
