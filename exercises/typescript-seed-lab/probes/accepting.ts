import type { Check } from '#prober/check.ts'
import { handIn, inventResults, inventSamples, report, tested, untilDone, waiting } from './desk.ts'
import { accepted, direct, playLab, silent } from './lab.ts'

export const batchAccepted: Check = {
  id: 'batch-accepted',
  title: 'Accepts a batch without waiting for the lab',
  expected:
    'While the lab is silent: status 202 within 2 s with an id and a Location, and a report with all samples waiting.',
  async run(context) {
    const { candidate, expect } = context
    const samples = inventSamples(context, 3)
    playLab(context, Object.fromEntries(samples.map((sample) => [sample, silent(context)])))
    const answer = await candidate.send({ method: 'POST', path: '/batches', json: { samples } })
    expect.equal(answer.status, 202, 'the status')
    expect.atMost(Math.round(answer.tookMs), 2_000, 'ms until the batch was accepted')
    const id = expect.text(answer.json, 'id', 'the answer')
    expect.equal(answer.headers.location, `/batches/${id}`, 'the Location')
    expect.matches(
      await report(context, id),
      { id, state: 'running', results: samples.map(waiting) },
      'report',
    )
    return `Accepted after ${Math.round(answer.tookMs)} ms, all samples waiting.`
  },
}

export const directAnswers: Check = {
  id: 'direct-answers',
  title: 'Uses the answers that come at once',
  expected: 'Each result is with its sample, in the order the samples were handed in, and the batch is done.',
  async run(context) {
    const { expect, random, reply } = context
    const samples = inventSamples(context, 6)
    const results = inventResults(context, samples)
    const slowly = (germination: number) => reply.later(random.integer(0, 200), reply.json({ germination }))
    playLab(context, Object.fromEntries([...results].map(([sample, share]) => [sample, () => slowly(share)])))
    const seen = await untilDone(context, await handIn(context, samples))
    const wanted = samples.map((sample) => tested(sample, results.get(sample) ?? -1))
    expect.matches(seen, { state: 'done', results: wanted }, 'report')
    return 'Six direct answers, each with its own sample.'
  },
}

export const sameSampleTwice: Check = {
  id: 'same-sample-twice',
  title: 'Keeps tests of one sample apart',
  expected:
    'A sample that is in one batch twice, and in another batch too, is three tests with three results of their own.',
  async run(context) {
    const { candidate, expect, upstream } = context
    const [sample = '', other = ''] = inventSamples(context, 2)
    const lab = playLab(context, { [sample]: accepted(context), [other]: direct(context, 50) })
    const twice = await handIn(context, [sample, other, sample])
    const once = await handIn(context, [sample])
    await upstream.until(() => lab.ordersFor(sample).length === 3, {
      withinMs: 4_000,
      otherwise: () => `Expected 3 orders for one sample; saw ${lab.ordersFor(sample).length}.`,
    })
    const orders = lab.ordersFor(sample)
    expect.equal(
      new Set(orders.map((order) => order.reference)).size,
      3,
      'the number of different references',
    )
    for (const [index, order] of orders.entries()) {
      await candidate.callBack(order.callbackUrl, {
        reference: order.reference,
        germination: 10 * (index + 1),
      })
    }
    const shares = [await untilDone(context, twice), await untilDone(context, once)].flatMap((seen) =>
      germinationsOf(seen, sample),
    )
    expect.equal(shares.toSorted(), [10, 20, 30], 'the results of the three tests')
    return 'Three tests, three references, three results.'
  },
}

/** Requests may overtake each other, so which order belongs to which batch is open; that none is lost is not. */
function germinationsOf(seen: unknown, sample: string): unknown[] {
  const text = JSON.stringify(seen)
  const parsed: { results?: { sample?: unknown; germination?: unknown }[] } = JSON.parse(text)
  return (parsed.results ?? [])
    .filter((result) => result.sample === sample)
    .map((result) => result.germination)
}
