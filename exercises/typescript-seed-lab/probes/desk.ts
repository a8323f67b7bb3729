import type { CheckContext } from '#prober/check.ts'

const lookEveryMs = 50

/** Hands in a batch that ought to be accepted, and returns its id. */
export async function handIn(
  { candidate, expect }: CheckContext,
  samples: string[],
  more: { notifyUrl?: string; key?: string } = {},
): Promise<string> {
  const { notifyUrl, key } = more
  const answer = await candidate.send({
    method: 'POST',
    path: '/batches',
    json: notifyUrl === undefined ? { samples } : { samples, notifyUrl },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  })
  expect.equal(answer.status, 202, 'the status for a good batch')
  return expect.text(answer.json, 'id', 'the answer to a good batch')
}

export async function report({ candidate, expect }: CheckContext, id: string): Promise<unknown> {
  const answer = await candidate.send({ path: `/batches/${encodeURIComponent(id)}` })
  expect.equal(answer.status, 200, 'the status for a known batch')
  return answer.json
}

/** Asks for the batch until it is done. */
export async function untilDone(context: CheckContext, id: string, withinMs = 4_000): Promise<unknown> {
  const deadline = context.upstream.nowMs() + withinMs
  for (;;) {
    const seen = await report(context, id)
    if (context.expect.text(seen, 'state', 'the batch') === 'done') return seen
    if (context.upstream.nowMs() > deadline) {
      context.expect.that(
        false,
        `Expected the batch to be done within ${withinMs / 1_000} s; saw ${JSON.stringify(seen)}.`,
      )
    }
    await context.letPass(lookEveryMs)
  }
}

/** A report with its results by name, for checks that are not about the order; what is no report stays what it is. */
export function inNameOrder(seen: unknown): unknown {
  if (typeof seen !== 'object' || seen === null || !('results' in seen) || !Array.isArray(seen.results))
    return seen
  const nameOf = (result: unknown) =>
    typeof result === 'object' && result !== null && 'sample' in result ? String(result.sample) : ''
  return { ...seen, results: seen.results.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)) }
}

export const tested = (sample: string, germination: number) => ({ sample, state: 'tested', germination })
export const failed = (sample: string, problem: string) => ({ sample, state: 'failed', problem })
export const overdue = (sample: string) => ({ sample, state: 'overdue' })
export const waiting = (sample: string) => ({ sample, state: 'waiting' })

export function inventSamples({ random }: CheckContext, count: number): string[] {
  const grains = ['barley', 'emmer', 'oat', 'rye', 'spelt', 'sorghum'] as const
  return Array.from({ length: count }, () => random.id(random.pick(grains)))
}

/** A germination in percent for each sample. */
export function inventResults({ random }: CheckContext, samples: string[]): Map<string, number> {
  return new Map(samples.map((sample) => [sample, random.integer(1, 99)]))
}
