import type { Check } from '#prober/check.ts'
import { boardOf, boardPath, inventHarbour, playRegistry, requestsFor, vesselAt } from './registry.ts'

export const oneHang: Check = {
  id: 'one-hang',
  title: 'A vessel that never answers does not hold up the board',
  expected:
    'With one vessel silent and one stuck in the middle of its body, the board comes within 4 s, names both as "timeout", ' +
    'keeps a vessel that took 0.3 s, and both requests are let go.',
  async run(context) {
    const { candidate, expect, random, reply, upstream } = context
    const harbour = inventHarbour(random, { calls: 7 })
    const [silent, stuck, slow] = [vesselAt(harbour, 1), vesselAt(harbour, 3), vesselAt(harbour, 5)]
    const slowVessel = harbour.vessels.find((vessel) => vessel.id === slow)
    playRegistry(context, [harbour], {
      vessel: (id) =>
        ({
          [silent]: reply.hang(),
          [stuck]: reply.stall(harbour.vessels[3]),
          [slow]: reply.later(300, reply.json(slowVessel)),
        })[id],
    })
    const answer = await candidate.send({ path: boardPath(harbour) })
    expect.equal(answer.status, 200, 'the status')
    expect.matches(answer.json, boardOf(harbour, { [silent]: 'timeout', [stuck]: 'timeout' }), 'board')
    expect.atMost(Math.round(answer.tookMs), 4_000, 'ms until the board came')
    await upstream.until(() => upstream.inFlight() === 0, {
      withinMs: 3_000,
      otherwise: () => `${upstream.inFlight()} requests were still open 3 s after the board had been sent.`,
    })
    return `The board came after ${Math.round(answer.tookMs)} ms with both named, and nothing was left open.`
  },
  capMs: 8_000,
  capReason: 'The board may take 4 s, and the requests behind it 3 s more until they are let go.',
}

export const partialFailure: Check = {
  id: 'partial-failure',
  title: 'What fails is named, what works is shown',
  expected:
    'Vessels answering 500, 404, something that is no JSON, half a body or nothing are listed under "missing" with the right ' +
    'reason; the others arrive; the 500 is not tried again.',
  async run(context) {
    const { candidate, expect, random, reply } = context
    const harbour = inventHarbour(random, { calls: 14, vessels: 10 })
    // Those that answer 500 must call only once, so that the tries can be counted whoever asks for a ship twice.
    const ids = [5, 2, 4, 6, 8].map((index) => vesselAt(harbour, index))
    const [broken = '', unknown = '', garbled = '', cut = '', dropped = ''] = ids
    playRegistry(context, [harbour], {
      vessel: (id) =>
        ({
          [broken]: reply.json({ error: 'boom' }, { status: 500 }),
          [unknown]: reply.json({ error: 'no such vessel' }, { status: 404 }),
          [garbled]: reply.raw('<p>We are painting the office.</p>'),
          [cut]: reply.truncated(harbour.vessels[6]),
          [dropped]: reply.drop(),
        })[id],
    })
    const answer = await candidate.send({ path: boardPath(harbour) })
    const missing = {
      [broken]: 'failed',
      [unknown]: 'unknown',
      [garbled]: 'failed',
      [cut]: 'failed',
      [dropped]: 'failed',
    }
    expect.equal(answer.status, 200, 'the status')
    expect.matches(answer.json, boardOf(harbour, missing), 'board')
    expect.equal(requestsFor(context, broken), 1, 'the number of requests to the vessel that answered 500')
    return 'Five vessels named with their reasons, five on the board, and no second try at the 500.'
  },
}

export const unknownHarbour: Check = {
  id: 'unknown-harbour',
  title: 'Says so when there is no such harbour',
  expected: 'Status 404 with {"error":"unknown_harbour"}.',
  async run(context) {
    const { candidate, expect, random, reply } = context
    const harbour = inventHarbour(random, { calls: 1 })
    playRegistry(context, [harbour], {
      listing: () => reply.json({ error: 'no such harbour' }, { status: 404 }),
    })
    const answer = await candidate.send({ path: boardPath(harbour) })
    expect.equal(answer.status, 404, 'the status')
    expect.matches(answer.json, { error: 'unknown_harbour' }, 'body')
    return 'Status 404, unknown_harbour.'
  },
}

export const listingFails: Check = {
  id: 'listing-fails',
  title: 'Without a whole listing there is no board',
  expected:
    '502 registry_failed when a page answers 500, is no JSON, or hands out a cursor for the second time; 504 ' +
    'registry_timeout when it hangs; 503 registry_busy when it asks for a wait that is too long.',
  async run(context) {
    const { candidate, expect, random, reply } = context
    const plans = [
      { status: 502, error: 'registry_failed', onSecondPage: reply.json({ error: 'boom' }, { status: 500 }) },
      { status: 502, error: 'registry_failed', onSecondPage: reply.raw('{"calls": [') },
      { status: 502, error: 'registry_failed', onSecondPage: reply.json({ calls: [], next: 'after+/&=2' }) },
      { status: 504, error: 'registry_timeout', onSecondPage: reply.hang() },
      { status: 503, error: 'registry_busy', onSecondPage: reply.tooMany(45) },
    ].map((plan) => ({ ...plan, harbour: inventHarbour(random, { calls: 4 }) }))
    playRegistry(
      context,
      plans.map((plan) => plan.harbour),
      {
        pageSize: 2,
        listing: (harbour, cursor) =>
          cursor === null ? undefined : plans.find((plan) => plan.harbour === harbour)?.onSecondPage,
      },
    )
    const answers = await Promise.all(plans.map((plan) => candidate.send({ path: boardPath(plan.harbour) })))
    plans.forEach(({ status, error }, index) => {
      expect.equal(answers[index]?.status, status, `the status in case ${index + 1} (${error})`)
      expect.matches(answers[index]?.json, { error }, `body in case ${index + 1}`)
    })
    return 'All five failures of the listing were answered with their own status and error.'
  },
}
