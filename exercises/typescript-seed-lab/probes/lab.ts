import type { CheckContext } from '#prober/check.ts'
import type { Answering, Reply } from '#prober/replies.ts'
import type { Exchange } from '#prober/upstream.ts'

export type Order = { sample: string; reference: string; callbackUrl: string }

/** How the lab treats one order. `finish` is to be called when its place on the bench is free again. */
export type Treatment = (order: Order, lab: Lab) => Reply

export type Lab = {
  /** The orders for a sample, in the order of their coming. */
  ordersFor: (sample: string) => Order[]
  /** The first order for a sample, waited for. */
  firstOrder: (sample: string) => Promise<Order>
  mostUnderWay: () => number
  underWay: () => number
  /** Says that the order is dealt with, just before the service is told. */
  finish: (order: Order) => void
  notices: () => Exchange[]
  noticeUrl: string
}

const patienceMs = 4_000

/** Puts the lab on stage. It treats only samples of this check; anything else gets a 404, unrecorded. */
export function playLab(context: CheckContext, treatments: Record<string, Treatment>): Lab {
  const { upstream, random, reply } = context
  const orders: Order[] = []
  const underWay = new Set<Order>()
  const noticePath = `/notices/${random.id('n')}`
  let mostUnderWay = 0

  const ordersFor = (sample: string) => orders.filter((order) => order.sample === sample)
  const lab: Lab = {
    ordersFor,
    async firstOrder(sample) {
      await upstream.until(() => ordersFor(sample).length > 0, {
        withinMs: patienceMs,
        otherwise: () =>
          `Expected an order for ${sample} at the lab; none came within ${patienceMs / 1_000} s.`,
      })
      return ordersFor(sample)[0] ?? { sample, reference: '', callbackUrl: '' }
    },
    mostUnderWay: () => mostUnderWay,
    underWay: () => underWay.size,
    finish: (order) => void underWay.delete(order),
    notices: () => upstream.exchanges().filter((exchange) => exchange.path === noticePath),
    noticeUrl: `${upstream.url}${noticePath}`,
  }

  upstream.play((request) => {
    if (request.path === noticePath) return reply.json({}, { status: 200 })
    const order =
      request.path === '/tests' && request.method === 'POST' ? parseOrder(context, request.body) : undefined
    const treat = order && treatments[order.sample]
    if (order === undefined || treat === undefined) return undefined
    orders.push(order)
    underWay.add(order)
    mostUnderWay = Math.max(mostUnderWay, underWay.size)
    return treat(order, lab)
  })
  return lab
}

function parseOrder({ expect }: CheckContext, body: string): Order | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return {
      sample: expect.text(value, 'sample', 'an order'),
      reference: expect.text(value, 'reference', 'an order'),
      callbackUrl: expect.text(value, 'callbackUrl', 'an order'),
    }
  } catch {
    return undefined
  }
}

/** Answers with this result in the lab's own answer. */
export function direct(context: CheckContext, germination: number): Treatment {
  return finishing(context.reply.json({ germination }))
}

/** Any reply that ends the order. */
export function finishing(reply: Reply): Treatment {
  return (order, lab) => (answering: Answering) => {
    lab.finish(order)
    return reply(answering)
  }
}

/** Takes the order; the result is left to the check. */
export function accepted(context: CheckContext): Treatment {
  return () => context.reply.json({}, { status: 202 })
}

export function silent(context: CheckContext): Treatment {
  return () => context.reply.hang()
}
