import type { Check } from '#prober/check.ts'
import { boardOf, boardPath, inventHarbour, playRegistry, requestsFor } from './registry.ts'

const vesselCount = 48
// A request ends by itself after its time limit of 1 s: one that was cancelled is gone long before.
const cancelledWithinMs = 700
// A request that was just being sent may still arrive; one that comes later was not asked for by mistake.
const lastOneMs = 200
const watchedMs = 600

export const callerLeaves: Check = {
  id: 'caller-leaves',
  title: 'Stops working for a caller who has left',
  expected:
    `Of ${vesselCount} vessels, none of which answers, the requests in flight are given up within ` +
    `${cancelledWithinMs / 1_000} s after the caller left, and no further vessel is asked for.`,
  async run(context) {
    const { candidate, expect, random, reply, upstream, letPass } = context
    const harbour = inventHarbour(random, { calls: vesselCount })
    const vesselsAsked = () => upstream.exchanges().filter(({ path }) => path.startsWith('/vessels/')).length
    playRegistry(context, [harbour], { vessel: () => reply.hang() })
    const caller = new AbortController()
    const answering = candidate.send({ path: boardPath(harbour), leave: caller.signal })
    const left = answering.catch(() => undefined)
    await upstream.until(() => vesselsAsked() > 0, {
      withinMs: 4_000,
      otherwise: () => 'No vessel was asked for within 4 s, so there was nothing to stop.',
    })
    caller.abort()
    await left
    await upstream.until(() => upstream.inFlight() === 0, {
      withinMs: cancelledWithinMs,
      otherwise: () =>
        `${upstream.inFlight()} requests were still open ${cancelledWithinMs} ms after the caller left.`,
    })
    await letPass(lastOneMs)
    const askedByThen = vesselsAsked()
    expect.equal(upstream.inFlight(), 0, 'the number of open requests after the caller had left')
    await letPass(watchedMs)
    expect.equal(vesselsAsked() - askedByThen, 0, 'the number of vessels asked for after the caller had left')
    return `${vesselsAsked()} of ${vesselCount} vessels had been asked for when the work stopped.`
  },
}

export const sharedBoard: Check = {
  id: 'shared-board',
  title: 'Stretch: callers of the same board share the work',
  expected:
    'Five callers at once lead to one listing and one request a vessel, also when the first of them leaves; a caller ' +
    'who comes after the board was sent has it built anew.',
  async run(context) {
    const { candidate, expect, random, reply, upstream, letPass } = context
    const harbour = inventHarbour(random, { calls: 6 })
    const opened = Promise.withResolvers<void>()
    playRegistry(context, [harbour], {
      vessel: (id) =>
        reply.when(opened.promise, reply.json(harbour.vessels.find((vessel) => vessel.id === id))),
      listing: () => reply.later(300, reply.json({ calls: harbour.calls })),
    })
    const first = new AbortController()
    const firstGone = candidate.send({ path: boardPath(harbour), leave: first.signal }).catch(() => undefined)
    await upstream.until(() => upstream.inFlight() > 0, {
      withinMs: 4_000,
      otherwise: () => 'The listing was not asked for within 4 s.',
    })
    const others = Array.from({ length: 4 }, () => candidate.send({ path: boardPath(harbour) }))
    const answering = Promise.all(others)
    answering.catch(() => {})
    // An answer to a later request shows that the earlier ones have been taken in.
    await candidate.send({ path: '/healthz' })
    await upstream.until(() => requestsFor(context, harbour.vessels[0]?.id ?? '') > 0, {
      withinMs: 4_000,
      otherwise: () => 'No vessel was asked for within 4 s.',
    })
    first.abort()
    await firstGone
    await letPass(300)
    opened.resolve()
    for (const answer of await answering) expect.matches(answer.json, boardOf(harbour), 'board')
    expect.equal(requestsFor(context, harbour.id), 1, 'the number of listing requests for five callers')
    for (const { id } of harbour.vessels)
      expect.equal(requestsFor(context, id), 1, `the number of requests for ${id}`)
    const later = await candidate.send({ path: boardPath(harbour) })
    expect.matches(later.json, boardOf(harbour), 'board of the later caller')
    expect.equal(requestsFor(context, harbour.id), 2, 'the number of listing requests after a later caller')
    return 'Five callers, one listing; the later caller got a new one.'
  },
}
