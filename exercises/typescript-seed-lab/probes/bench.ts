import type { Check } from '#prober/check.ts'
import { failed, handIn, inventSamples, overdue, tested, untilDone } from './desk.ts'
import { accepted, direct, finishing, playLab, type Treatment } from './lab.ts'

const places = 4

export const benchBound: Check = {
  id: 'bench-bound',
  title: 'Has four tests under way, and never more',
  expected:
    'Of two batches of seven samples, exactly 4 tests get under way; the others follow only as places become free.',
  async run(context) {
    const { candidate, expect, random, reply, upstream, letPass } = context
    const batches = [inventSamples(context, 7), inventSamples(context, 7)]
    const opened = Promise.withResolvers<void>()
    const treat: Treatment = (order, lab) => async (answering) => {
      const isDirect = random.integer(0, 1) === 0
      if (!isDirect) await reply.json({}, { status: 202 })(answering)
      await opened.promise
      if (!isDirect) await letPass(100)
      lab.finish(order)
      if (isDirect) await reply.json({ germination: 50 })(answering)
      else await candidate.callBack(order.callbackUrl, { reference: order.reference, germination: 50 })
    }
    const lab = playLab(context, Object.fromEntries(batches.flat().map((sample) => [sample, treat])))
    const ids = await Promise.all(batches.map((samples) => handIn(context, samples)))
    await upstream.until(() => lab.underWay() >= places, {
      withinMs: 4_000,
      otherwise: () => `Expected ${places} tests under way; saw ${lab.mostUnderWay()} at most.`,
    })
    // Whoever knows no bound sends the fifth at once.
    await letPass(400)
    expect.atMost(lab.mostUnderWay(), places, 'tests under way')
    opened.resolve()
    for (const [index, id] of ids.entries()) {
      const wanted = (batches[index] ?? []).map((sample) => tested(sample, 50))
      expect.matches(await untilDone(context, id), { state: 'done', results: wanted }, `report ${index + 1}`)
    }
    expect.atMost(lab.mostUnderWay(), places, 'tests under way')
    return `Fourteen tests, at most ${lab.mostUnderWay()} under way.`
  },
}

export const placesComeBack: Check = {
  id: 'places-come-back',
  title: 'Frees a place however a test ends',
  expected:
    'After four tests that failed in different ways, and after four that became overdue, the next tests get their turn.',
  async run(context) {
    const { expect, reply } = context
    const failing = inventSamples(context, 6)
    const forgotten = inventSamples(context, 4)
    const [afterFailing = '', afterForgotten = ''] = inventSamples(context, 2)
    const bad = [
      reply.json({}, { status: 500 }),
      reply.drop(),
      reply.raw('<html>'),
      reply.truncated({ germination: 5 }),
    ]
    playLab(context, {
      ...Object.fromEntries(
        failing.map((sample, index) => [sample, finishing(bad[index % 4] ?? reply.drop())]),
      ),
      ...Object.fromEntries(forgotten.map((sample) => [sample, accepted(context)])),
      [afterFailing]: direct(context, 71),
      [afterForgotten]: direct(context, 72),
    })
    const first = await untilDone(context, await handIn(context, [...failing, afterFailing]))
    const afterFailures = [...failing.map((sample) => failed(sample, 'lab_error')), tested(afterFailing, 71)]
    expect.matches(first, { results: afterFailures }, 'report with failures')
    const second = await untilDone(context, await handIn(context, [...forgotten, afterForgotten]), 9_000)
    const afterSilence = [...forgotten.map(overdue), tested(afterForgotten, 72)]
    expect.matches(second, { results: afterSilence }, 'report with overdue tests')
    return 'Six failures and four overdue tests gave their places back.'
  },
  capMs: 18_000,
  capReason:
    'A test is overdue only after 3 s, and a busy machine is given three times that, after a batch of failures.',
}
