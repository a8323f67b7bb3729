export type ReadExtraTime = { percent: number } | { minutes: number } | { problem: string }

/** Extra time out of a list, such as "25 %" or "30 min". Empty is none. */
export function readExtraTime(written: string, unit: 'percent' | 'minutes' | null): ReadExtraTime {
  const text = written
    .trim()
    .replace(/^\+\s*/u, '')
    .replace(',', '.')
  if (/^0*$/u.test(text)) return { minutes: 0 }
  const found = /^(\d{1,4}(?:\.\d{1,2})?)\s*(%|percent|prozent|min\.?|minutes?|minuten)?$/iu.exec(text)
  const said = unitOf(found?.[2]) ?? unit
  if (found === null || said === null) return { problem: `"${written.slice(0, 40)}" is no extra time` }
  const amount = Number(found[1])
  return said === 'percent' ? { percent: amount } : { minutes: amount }
}

function unitOf(written: string | undefined): 'percent' | 'minutes' | null {
  if (written === undefined) return null
  return /^min/iu.test(written) ? 'minutes' : 'percent'
}

/** Of the usual time; null where it is more than can be given. */
export function factorOf(
  extra: Exclude<ReadExtraTime, { problem: string }>,
  durationMinutes: number,
): number | null {
  const factor = 'percent' in extra ? 1 + extra.percent / 100 : 1 + extra.minutes / durationMinutes
  return factor > 4 ? null : factor
}
