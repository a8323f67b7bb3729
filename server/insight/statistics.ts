import { fewestPeople, type Quartiles } from '#contracts/api/board/insight.ts'

/** By linear interpolation between the two nearest, as spreadsheets do it. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

/** Null where too few people stand behind it. */
export function quartilesOf(values: readonly number[]): Quartiles {
  if (values.length < fewestPeople) return null
  const sorted = values.toSorted((one, other) => one - other)
  return { p25: quantile(sorted, 0.25), p50: quantile(sorted, 0.5), p75: quantile(sorted, 0.75) }
}

/** Null where too few people stand behind it. */
export const shareOf = (count: number, of: number): number | null => (of < fewestPeople ? null : count / of)
