import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { AuditFilter } from '#contracts/api/board/audit.ts'

const keys = ['actor', 'action', 'subject', 'from', 'to'] as const
/** Days as they are written in the address; whoever opens it reads them in their own zone. */
export type AuditPlace = Partial<Record<(typeof keys)[number], string>>

const day = /^\d{4}-\d{2}-\d{2}$/

/** What cannot be read is left out: an old or mistyped address still opens the page. */
export function readPlace(params: URLSearchParams): AuditPlace {
  const place: AuditPlace = {}
  for (const key of keys) {
    const value = params.get(key)?.trim() ?? ''
    if (value === '' || value.length > 120) continue
    if ((key === 'from' || key === 'to') && instantOf(value, 0) === undefined) continue
    place[key] = value
  }
  return place
}

/** Midnight of a day, or of one after it, where the reader is. */
function instantOf(text: string, daysLater: number): string | undefined {
  if (!day.test(text)) return undefined
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number)
  const instant = new Date(year, month - 1, date + daysLater)
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString()
}

/** The last day is meant with all of it. */
export function filterOf({ from, to, ...rest }: AuditPlace): AuditFilter {
  const since = from === undefined ? undefined : instantOf(from, 0)
  const until = to === undefined ? undefined : instantOf(to, 1)
  return { ...rest, ...(since !== undefined && { from: since }), ...(until !== undefined && { to: until }) }
}

export function useAuditFilter() {
  const [params, setParams] = useSearchParams()
  const text = params.toString()
  const place = useMemo(() => readPlace(new URLSearchParams(text)), [text])
  const before = Number(params.get('before') ?? '')
  return {
    place,
    before: Number.isSafeInteger(before) && before > 0 ? before : null,
    narrow: (change: AuditPlace) => setParams(writePlace({ ...place, ...change })),
    turnTo: (next: number) => setParams(writePlace(place, next)),
    clear: () => setParams({}),
  }
}

function writePlace(place: AuditPlace, before?: number): Record<string, string> {
  const written: Record<string, string> = {}
  for (const key of keys) {
    const value = place[key]
    if (value !== undefined && value !== '') written[key] = value
  }
  return before === undefined ? written : { ...written, before: String(before) }
}
