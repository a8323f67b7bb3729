export type ReadExtraTime = { percent: number } | { minutes: number } | { problem: string }

/** Extra time out of a list, such as "25 %" or "30 min". Empty is none. */
export function readExtraTime(written: string, unit: 'percent' | 'minutes' | null): ReadExtraTime {
  const text = written
    .trim()
    .replace(/^\+\s*/u, '')
    .replace(',', '.')
  if (text === '') return { minutes: 0 }
  const found = /^(\d{1,4}(?:\.\d{1,2})?)\s*(%|percent|prozent|min\.?|minutes?|minuten)?$/iu.exec(text)
  const amount = Number(found?.[1])
  const said = found?.[2]?.toLowerCase()
  const isPercent = said === undefined ? unit === 'percent' : !said.startsWith('min')
  if (found === null || (said === undefined && unit === null && amount !== 0))
    return { problem: `"${written.slice(0, 40)}" is no extra time` }
  return isPercent ? { percent: amount } : { minutes: amount }
}

/** Of the usual time; null where it is more than can be given. */
export function factorOf(
  extra: Exclude<ReadExtraTime, { problem: string }>,
  durationMinutes: number,
): number | null {
  const factor = 'percent' in extra ? 1 + extra.percent / 100 : 1 + extra.minutes / durationMinutes
  return factor > 4 ? null : factor
}
