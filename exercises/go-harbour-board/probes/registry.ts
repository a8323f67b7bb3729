import type { CheckContext } from '#prober/check.ts'
import type { Random } from '#prober/random.ts'
import type { Reply } from '#prober/replies.ts'

type Vessel = { id: string; name: string; lengthMetres: number }
type PortCall = { id: string; vessel: string; eta: string }
export type Harbour = { id: string; calls: PortCall[]; vessels: Vessel[] }

/** Departures from an answer in good order; undefined means: answer as usual. */
export type Twists = {
  pageSize?: number
  listing?: (harbour: Harbour, cursor: string | null) => Reply | undefined
  vessel?: (id: string) => Reply | undefined
}

const firstNames = ['Amber', 'Brisk', 'Copper', 'Distant', 'Evening', 'Gentle', 'Quiet', 'Silver'] as const
const lastNames = [
  'Curlew',
  'Dunlin',
  'Fulmar',
  'Gannet',
  'Petrel',
  'Sanderling',
  'Tern',
  'Whimbrel',
] as const

/** Every call has an eta of its own unless ties are asked for; those are listed with the higher call id first. */
export function inventHarbour(
  random: Random,
  size: { calls: number; vessels?: number; ties?: boolean },
): Harbour {
  const vessels = Array.from({ length: size.vessels ?? size.calls }, () => ({
    id: random.id('vessel'),
    name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
    lengthMetres: random.integer(12, 390),
  }))
  const minutes = random.shuffle(Array.from({ length: size.calls }, (_, index) => index))
  const calls = Array.from({ length: size.calls }, (_, index) => ({
    id: random.id('call'),
    vessel: vessels[index % vessels.length]?.id ?? '',
    eta: etaAt(size.ties === true ? index % 3 : (minutes[index] ?? 0)),
  }))
  if (size.ties === true) calls.sort((a, b) => order(b.id, a.id))
  return { id: random.id('harbour'), calls, vessels }
}

/** An eta so many steps of a day and a minute after the first one. */
function etaAt(step: number): string {
  const start = Date.UTC(2031, 4, 1, 6, 30)
  return new Date(start + step * (86_400_000 + 60_000)).toISOString().replace('.000', '')
}

/** Puts the registry on stage. Requests for harbours and vessels of no interest to this check get a 404, unrecorded. */
export function playRegistry(context: CheckContext, harbours: Harbour[], twists: Twists = {}): void {
  const vessels = new Map(harbours.flatMap((harbour) => harbour.vessels.map((vessel) => [vessel.id, vessel])))
  const answerVessel = (id: string) => {
    const vessel = vessels.get(id)
    return vessel && (twists.vessel?.(id) ?? context.reply.json(vessel))
  }
  const answerListing = (id: string, cursor: string | null) => {
    const harbour = harbours.find((known) => known.id === id)
    return (
      harbour &&
      (twists.listing?.(harbour, cursor) ?? context.reply.json(pageOf(harbour, cursor, twists.pageSize)))
    )
  }
  context.upstream.play((request) => {
    const [, kind, id = '', rest] = request.path.split('/')
    if (kind === 'vessels' && rest === undefined) return answerVessel(id)
    if (kind === 'harbours' && rest === 'calls') return answerListing(id, request.query.get('cursor'))
    return undefined
  })
}

/** Cursors look odd on purpose: they are opaque, and only an escaped one comes back as it was given. */
function pageOf(harbour: Harbour, cursor: string | null, pageSize = harbour.calls.length) {
  const from = cursor === null || cursor === '' ? 0 : Number(cursor.replace('after+/&=', ''))
  const to = from + pageSize
  const calls = harbour.calls.slice(from, to)
  return to < harbour.calls.length ? { calls, next: `after+/&=${to}` } : { calls }
}

/** The board as the instructions describe it, `missing` being the reasons by vessel id. */
export function boardOf(harbour: Harbour, missing: Record<string, string> = {}) {
  const ordered = harbour.calls.toSorted((a, b) => order(a.eta, b.eta) || order(a.id, b.id))
  const isMissing = (call: PortCall) => Object.hasOwn(missing, call.vessel)
  return {
    harbour: harbour.id,
    complete: !ordered.some(isMissing),
    arrivals: ordered
      .filter((call) => !isMissing(call))
      .map((call) => ({
        call: call.id,
        eta: call.eta,
        vessel: harbour.vessels.find((vessel) => vessel.id === call.vessel),
      })),
    missing: ordered
      .filter(isMissing)
      .map((call) => ({ call: call.id, vessel: call.vessel, reason: missing[call.vessel] })),
  }
}

function order(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

export const boardPath = (harbour: Harbour) => `/harbours/${harbour.id}/board`

export function requestsFor(context: CheckContext, id: string): number {
  return context.upstream.exchanges().filter((exchange) => exchange.path.split('/')[2] === id).length
}

/** The vessel at that place; places that do not exist are a mistake in the check. */
export function vesselAt(harbour: Harbour, index: number): string {
  const vessel = harbour.vessels[index]
  if (vessel === undefined) throw new Error(`there is no vessel ${index}`)
  return vessel.id
}
