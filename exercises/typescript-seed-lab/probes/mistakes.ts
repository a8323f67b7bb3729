import type { Check } from '#prober/check.ts'
import { failed, handIn, inNameOrder, inventSamples, tested, untilDone } from './desk.ts'
import { accepted, direct, finishing, playLab, type Treatment } from './lab.ts'

export const labFailures: Check = {
  id: 'lab-failures',
  title: 'Names what the lab got wrong, and keeps the rest',
  expected:
    'Statuses 500 and 404, a body that is no JSON, a share of 104, a missing share and a dropped line each give ' +
    '"failed" with the problem "lab_error"; the two good answers count.',
  async run(context) {
    const { expect, reply } = context
    const bad = [
      reply.json({ error: 'flooded' }, { status: 500 }),
      reply.json({ error: 'no such thing' }, { status: 404 }),
      reply.raw('germination: 12'),
      reply.json({ germination: 104 }),
      reply.json({ share: 12 }),
      reply.drop(),
    ]
    const samples = inventSamples(context, bad.length)
    const [first = '', last = ''] = inventSamples(context, 2)
    playLab(context, {
      ...Object.fromEntries(samples.map((sample, index) => [sample, finishing(bad[index] ?? reply.drop())])),
      [first]: direct(context, 3),
      [last]: direct(context, 97),
    })
    const seen = await untilDone(context, await handIn(context, [first, ...samples, last]))
    const results = [
      tested(first, 3),
      ...samples.map((sample) => failed(sample, 'lab_error')),
      tested(last, 97),
    ]
    // They end as luck has it, so a desk that lists what ends first is told of by the check of the order alone.
    expect.matches(inNameOrder(seen), inNameOrder({ state: 'done', results }), 'report')
    return 'Six failures named, two results kept.'
  },
}

export const badBatches: Check = {
  id: 'bad-batches',
  title: 'Refuses batches that make no sense',
  expected:
    'Not JSON, no list, an empty list, 51 samples, an empty name, a number for a name, a notifyUrl that is none: 400 each. ' +
    'A body over 64 KiB: 413. An unknown batch: 404. The service goes on.',
  async run(context) {
    const { candidate, expect } = context
    const [sample = ''] = inventSamples(context, 1)
    playLab(context, { [sample]: direct(context, 20) })
    const bodies = [
      '{"samples": [',
      '{}',
      '{"samples": "rye"}',
      '{"samples": []}',
      JSON.stringify({ samples: inventSamples(context, 51) }),
      '{"samples": ["rye", ""]}',
      '{"samples": [7]}',
      JSON.stringify({ samples: [sample], notifyUrl: 'by pigeon' }),
      'null',
    ]
    for (const body of bodies) {
      const answer = await candidate.send({ method: 'POST', path: '/batches', body })
      expect.equal(answer.status, 400, `the status for ${body.slice(0, 60)}`)
    }
    const big = JSON.stringify({ samples: ['x'.repeat(100 * 1_024)] })
    expect.equal(
      (await candidate.send({ method: 'POST', path: '/batches', body: big })).status,
      413,
      'the status for 100 KiB',
    )
    const unknown = await candidate.send({ path: `/batches/${context.random.id('none')}` })
    expect.equal(unknown.status, 404, 'the status for an unknown batch')
    const seen = await untilDone(context, await handIn(context, [sample]))
    expect.matches(seen, { results: [tested(sample, 20)] }, 'report of a good batch after that')
    return 'Nine senseless batches, a huge one and an unknown one refused; the next good one worked.'
  },
}

export const badCallbacks: Check = {
  id: 'bad-callbacks',
  title: 'Refuses callbacks that make no sense',
  expected:
    'An unknown reference: 404. Not JSON, a share of -1 or "many", neither share nor problem: 400. None of them counts as ' +
    'the result; the proper callback after them does.',
  async run(context) {
    const { candidate, expect } = context
    const [sample = ''] = inventSamples(context, 1)
    const lab = playLab(context, { [sample]: accepted(context) })
    const id = await handIn(context, [sample])
    const { callbackUrl, reference } = await lab.firstOrder(sample)
    const stranger = await candidate.callBack(callbackUrl, {
      reference: context.random.id('nobody'),
      germination: 1,
    })
    expect.equal(stranger.status, 404, 'the status for an unknown reference')
    for (const message of [
      { reference, germination: -1 },
      { reference, germination: 'many' },
      { reference },
      'hello',
    ]) {
      const answer = await candidate.callBack(callbackUrl, message)
      expect.equal(answer.status, 400, `the status for ${JSON.stringify(message).replace(reference, '…')}`)
    }
    const proper = await candidate.callBack(callbackUrl, { reference, germination: 0 })
    expect.equal(proper.status, 204, 'the status for the proper callback')
    expect.matches(await untilDone(context, id), { state: 'done', results: [tested(sample, 0)] }, 'report')
    return 'One stranger and four senseless callbacks refused; the proper one counted.'
  },
}

export const oneKeyOneBatch: Check = {
  id: 'one-key-one-batch',
  title: 'Stretch: one Idempotency-Key, one batch',
  expected:
    'The same key three times, twice at once and once after the end: one id, and the lab is asked once for each sample. Without a key, ' +
    'each batch is its own.',
  async run(context) {
    const { expect, random } = context
    const samples = inventSamples(context, 2)
    const key = random.id('key')
    // The batch is under way until both requests have their answer: a key must count from the moment it is accepted.
    const bothAnswered = Promise.withResolvers<void>()
    const opened = Promise.race([bothAnswered.promise, context.letPass(2_000)])
    const held: Treatment = (order, stage) => context.reply.when(opened, direct(context, 66)(order, stage))
    const lab = playLab(context, Object.fromEntries(samples.map((sample) => [sample, held])))
    const ids = await Promise.all([handIn(context, samples, { key }), handIn(context, samples, { key })])
    bothAnswered.resolve()
    const [id = ''] = ids
    await untilDone(context, id)
    ids.push(await handIn(context, samples, { key }))
    await context.letPass(500)
    expect.equal(new Set(ids).size, 1, 'the number of different ids for one key')
    for (const sample of samples)
      expect.equal(lab.ordersFor(sample).length, 1, 'the number of orders for a sample')
    const without = [await handIn(context, samples), await handIn(context, samples)]
    expect.equal(new Set([...without, id]).size, 3, 'the number of different ids without a key')
    return 'One key was one batch; without a key, every batch was its own.'
  },
}
