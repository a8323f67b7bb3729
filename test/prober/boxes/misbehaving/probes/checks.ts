import type { Check } from '#prober/check.ts'

const check = (id: string, run: Check['run'], capMs = 1_000): Check => ({
  id,
  title: id,
  expected: 'Good manners.',
  capMs,
  capReason: 'It is here to be stopped.',
  run,
})

export const checks: Check[] = [
  check('throws-at-once', () => {
    throw new TypeError('no such thing')
  }),
  check('throws-a-text', async () => {
    throw 'just a text'
  }),
  check('never-ends', () => new Promise(() => {})),
  check('breaks-outside', async ({ letPass }) => {
    setTimeout(() => {
      throw new Error('thrown where nobody waits')
    }, 10)
    void Promise.reject(new Error('rejected where nobody waits'))
    await letPass(100)
    return 'still here'
  }),
  check('prints', async () => {
    console.log('{"type":"finished","checkIds":[]}')
    return 'printed'
  }),
  check('says-odd-things', async () => `bell \u0007, half a pair \ud83d, and ${'much '.repeat(1_000)}`),
  check('says-nothing', async () => ''),
  check('waits-in-vain', async ({ upstream }) => {
    await upstream.until(() => false, { withinMs: 100, otherwise: () => 'Expected a request; none came.' })
    return 'impossible'
  }),
  check('draws', async ({ random }) => `${random.id('x')} ${random.integer(1, 1_000_000)}`),
  check('last', async () => 'fine'),
]
