import type { Check } from '#prober/check.ts'
import {
  failed,
  handIn,
  inventResults,
  inventSamples,
  overdue,
  report,
  tested,
  untilDone,
  waiting,
} from './desk.ts'
import { accepted, direct, playLab, silent } from './lab.ts'

export const callbacksOutOfOrder: Check = {
  id: 'callbacks-out-of-order',
  title: 'Takes results from callbacks, in whatever order they come',
  expected:
    'Four callbacks in reverse order get 204 each; the report has every result, and a reported problem, in its place.',
  async run(context) {
    const { candidate, expect } = context
    const samples = inventSamples(context, 4)
    const results = inventResults(context, samples)
    const mouldy = samples[2] ?? ''
    const lab = playLab(context, Object.fromEntries(samples.map((sample) => [sample, accepted(context)])))
    const id = await handIn(context, samples)
    const orders = await Promise.all(samples.map(lab.firstOrder))
    for (const { sample, reference, callbackUrl } of orders.toReversed()) {
      const message = sample === mouldy ? { problem: 'mouldy' } : { germination: results.get(sample) }
      const answer = await candidate.callBack(callbackUrl, { reference, ...message })
      expect.equal(answer.status, 204, 'the status for a callback')
    }
    const wanted = samples.map((sample) =>
      sample === mouldy ? failed(sample, 'mouldy') : tested(sample, results.get(sample) ?? -1),
    )
    expect.matches(await untilDone(context, id), { state: 'done', results: wanted }, 'report')
    return 'Four callbacks in reverse order, each in its place.'
  },
}

export const callbackFirst: Check = {
  id: 'callback-first',
  title: 'Copes with a callback that overtakes the answer',
  expected: 'A callback that comes before the 202 it belongs to gets 204 and counts.',
  async run(context) {
    const { candidate, expect, reply } = context
    const [sample = ''] = inventSamples(context, 1)
    const called = Promise.withResolvers<number>()
    playLab(context, {
      [sample]:
        ({ callbackUrl, reference }) =>
        async (answering) => {
          const calling = candidate.callBack(callbackUrl, { reference, germination: 77 })
          called.resolve(calling.then((answer) => answer.status))
          await calling.catch(() => undefined)
          await reply.json({}, { status: 202 })(answering)
        },
    })
    const id = await handIn(context, [sample])
    expect.equal(await called.promise, 204, 'the status for the early callback')
    expect.matches(await untilDone(context, id), { state: 'done', results: [tested(sample, 77)] }, 'report')
    return 'The early callback was acknowledged and its result kept.'
  },
}

export const callbackTwice: Check = {
  id: 'callback-twice',
  title: 'Lets the first of two callbacks count',
  expected:
    'A second callback for a test, with another result, gets 204 as well and changes nothing, before and after the batch is done.',
  async run(context) {
    const { candidate, expect } = context
    const [sample = '', other = ''] = inventSamples(context, 2)
    const lab = playLab(context, { [sample]: accepted(context), [other]: accepted(context) })
    const id = await handIn(context, [sample, other])
    const [order, second] = [await lab.firstOrder(sample), await lab.firstOrder(other)]
    const results = [tested(sample, 61), waiting(other)]
    for (const germination of [61, 18]) {
      const answer = await candidate.callBack(order.callbackUrl, { reference: order.reference, germination })
      expect.equal(answer.status, 204, 'the status for a callback')
      expect.matches(await report(context, id), { state: 'running', results }, 'report')
    }
    await candidate.callBack(second.callbackUrl, { reference: second.reference, germination: 44 })
    await untilDone(context, id)
    const again = await candidate.callBack(order.callbackUrl, { reference: order.reference, problem: 'lost' })
    expect.equal(again.status, 204, 'the status for a callback after the end')
    const wanted = { state: 'done', results: [tested(sample, 61), tested(other, 44)] }
    expect.matches(await report(context, id), wanted, 'report')
    return 'Three callbacks for one test were acknowledged; the first one counted.'
  },
}

export const neverCalledBack: Check = {
  id: 'never-called-back',
  title: 'Does not wait for ever',
  expected:
    'A test without callback and one without any answer become overdue and the batch is done within 9 s; a result after ' +
    '1 s counts; the open request is given up; a callback after that gets 204 and changes nothing.',
  async run(context) {
    const { candidate, expect, upstream } = context
    const [forgotten = '', hanging = '', slow = ''] = inventSamples(context, 3)
    const lab = playLab(context, {
      [forgotten]: accepted(context),
      [hanging]: silent(context),
      [slow]: accepted(context),
    })
    const id = await handIn(context, [forgotten, hanging, slow])
    const { callbackUrl, reference } = await lab.firstOrder(slow)
    await context.letPass(1_000)
    await candidate.callBack(callbackUrl, { reference, germination: 35 })
    const results = [waiting(forgotten), waiting(hanging), tested(slow, 35)]
    expect.matches(await report(context, id), { state: 'running', results }, 'report after 1 s')
    const wanted = { state: 'done', results: [overdue(forgotten), overdue(hanging), tested(slow, 35)] }
    expect.matches(await untilDone(context, id, 8_000), wanted, 'report')
    await upstream.until(() => upstream.inFlight() === 0, {
      withinMs: 3_000,
      otherwise: () => 'The unanswered request was still open 3 s after its test had become overdue.',
    })
    const late = await lab.firstOrder(forgotten)
    const answer = await candidate.callBack(late.callbackUrl, { reference: late.reference, germination: 99 })
    expect.equal(answer.status, 204, 'the status for a late callback')
    expect.matches(await report(context, id), wanted, 'report after the late callback')
    return 'Both silent tests became overdue, the slow one counted, and the late callback changed nothing.'
  },
  capMs: 15_000,
  capReason: 'A test is overdue only after 3 s, and a busy machine is given three times that.',
}

export const notifiedOnce: Check = {
  id: 'notified-once',
  title: 'Tells the owner of a batch once, when it is done',
  expected: 'One POST to notifyUrl, with the finished report, although a callback comes twice.',
  async run(context) {
    const { candidate, expect, upstream } = context
    const [later = '', atOnce = ''] = inventSamples(context, 2)
    const lab = playLab(context, { [later]: accepted(context), [atOnce]: direct(context, 88) })
    const id = await handIn(context, [later, atOnce], { notifyUrl: lab.noticeUrl })
    const { callbackUrl, reference } = await lab.firstOrder(later)
    await context.letPass(300)
    expect.equal(lab.notices().length, 0, 'the number of notices before the batch was done')
    await candidate.callBack(callbackUrl, { reference, germination: 12 })
    await candidate.callBack(callbackUrl, { reference, germination: 12 })
    await upstream.until(() => lab.notices().length > 0, {
      withinMs: 3_500,
      otherwise: () => 'Expected a notice when the batch was done; none came within 3.5 s.',
    })
    await context.letPass(500)
    expect.equal(lab.notices().length, 1, 'the number of notices')
    const [notice] = lab.notices()
    expect.equal(notice?.method, 'POST', 'the method of the notice')
    const wanted = { id, state: 'done', results: [tested(later, 12), tested(atOnce, 88)] }
    expect.matches(parsed(notice?.body ?? ''), wanted, 'notice')
    return 'One notice with the finished report.'
  },
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
