import type { Check } from '#prober/check.ts'
import { boardOf, boardPath, inventHarbour, playRegistry, requestsFor, vesselAt } from './registry.ts'

// A timer may be a little early against another process's clock; anything beyond this did not wait.
const toleranceMs = 50

export const retryAfterHonoured: Check = {
  id: 'retry-after-honoured',
  title: 'Waits as long as a 429 asks, then tries again',
  expected:
    'A vessel and a listing that first answer 429 with Retry-After: 1 are tried again, no sooner than 1 s later.',
  async run(context) {
    const { candidate, expect, random, reply, upstream } = context
    // One harbour with a shy listing and one with a shy vessel, at the same time, so that both wait the same second.
    const busy = inventHarbour(random, { calls: 2 })
    const harbour = inventHarbour(random, { calls: 5 })
    const shy = vesselAt(harbour, 2)
    const isFirst = (id: string) => requestsFor(context, id) === 0
    playRegistry(context, [busy, harbour], {
      listing: ({ id }) => (id === busy.id && isFirst(id) ? reply.tooMany(1) : undefined),
      vessel: (id) => (id === shy && isFirst(shy) ? reply.tooMany(1) : undefined),
    })
    const boards = [busy, harbour]
    const answers = await Promise.all(boards.map((board) => candidate.send({ path: boardPath(board) })))
    boards.forEach((board, index) => {
      expect.equal(answers[index]?.status, 200, 'the status')
      expect.matches(answers[index]?.json, boardOf(board), 'board')
    })
    for (const id of [busy.id, shy]) {
      const tries = upstream.exchanges().filter((exchange) => exchange.path.split('/')[2] === id)
      const [first, second] = tries
      const gapMs = Math.round((second?.startedMs ?? 0) - (first?.endedMs ?? 0))
      expect.that(
        gapMs >= 1_000 - toleranceMs,
        `Expected a wait of at least 1 s after the 429 for ${id}; saw ${gapMs} ms.`,
      )
    }
    return 'Both were tried again after the second they asked for, and the boards are complete.'
  },
}

export const retryAfterBounded: Check = {
  id: 'retry-after-bounded',
  title: 'Does not wait or try without end',
  expected:
    'A vessel that always answers 429 with Retry-After: 1 is tried 3 times; ones that ask for 30 s or give no time once; ' +
    'all are "busy".',
  async run(context) {
    const { candidate, expect, random, reply } = context
    const harbour = inventHarbour(random, { calls: 6 })
    const [stubborn, far, vague] = [vesselAt(harbour, 0), vesselAt(harbour, 2), vesselAt(harbour, 4)]
    playRegistry(context, [harbour], {
      vessel: (id) =>
        ({
          [stubborn]: reply.tooMany(1),
          [far]: reply.tooMany(30),
          [vague]: reply.json({}, { status: 429 }),
        })[id],
    })
    const answer = await candidate.send({ path: boardPath(harbour), timeoutMs: 7_500 })
    expect.equal(answer.status, 200, 'the status')
    const missing = { [stubborn]: 'busy', [far]: 'busy', [vague]: 'busy' }
    expect.matches(answer.json, boardOf(harbour, missing), 'board')
    expect.equal(requestsFor(context, stubborn), 3, 'the number of tries at a vessel that is always busy')
    expect.equal(requestsFor(context, far), 1, 'the number of tries at a vessel that asks for 30 s')
    expect.equal(requestsFor(context, vague), 1, 'the number of tries at a vessel that gives no time')
    return 'Three tries, one try and one try; all three named as busy.'
  },
  capMs: 8_000,
  capReason: 'Two waits of 1 s are asked for, and a busy machine is given three times that.',
}
