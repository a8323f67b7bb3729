import type { Check } from '#prober/check.ts'
import { boardOf, boardPath, inventHarbour, playRegistry } from './registry.ts'

const bound = 8

export const inFlightBound: Check = {
  id: 'in-flight-bound',
  title: 'Keeps to eight requests in flight, all callers together',
  expected:
    'With three boards of fourteen vessels asked for at once, the registry never has more than 8 open requests.',
  async run(context) {
    const { candidate, expect, random, reply, upstream } = context
    const harbours = Array.from({ length: 3 }, () => inventHarbour(random, { calls: 14 }))
    const vessels = harbours.flatMap((harbour) => harbour.vessels)
    playRegistry(context, harbours, {
      vessel: (id) => reply.later(100, reply.json(vessels.find((vessel) => vessel.id === id))),
    })
    const answers = await Promise.all(harbours.map((harbour) => candidate.send({ path: boardPath(harbour) })))
    expect.atMost(upstream.mostInFlight(), bound, 'requests in flight')
    harbours.forEach((harbour, index) =>
      expect.matches(answers[index]?.json, boardOf(harbour), `board ${index + 1}`),
    )
    return `Three complete boards with at most ${upstream.mostInFlight()} requests in flight.`
  },
}

export const worksInParallel: Check = {
  id: 'works-in-parallel',
  title: 'Asks for several vessels at the same time',
  expected: 'At least 4 requests are in flight while twelve vessels are to be asked for.',
  async run(context) {
    const { candidate, expect, random, reply, upstream } = context
    const harbour = inventHarbour(random, { calls: 12 })
    const crowd = Promise.withResolvers<void>()
    playRegistry(context, [harbour], {
      // Nobody is answered before four are here, so one that asks in turn waits for itself.
      vessel: (id) =>
        reply.when(crowd.promise, reply.json(harbour.vessels.find((vessel) => vessel.id === id))),
    })
    const answering = candidate.send({ path: boardPath(harbour) })
    answering.catch(() => {})
    await upstream.until(() => upstream.inFlight() >= 4, {
      withinMs: 4_000,
      otherwise: () => `Expected at least 4 requests in flight; saw ${upstream.mostInFlight()} at most.`,
    })
    crowd.resolve()
    expect.matches((await answering).json, boardOf(harbour), 'board')
    return `${upstream.mostInFlight()} requests were in flight at once.`
  },
}
