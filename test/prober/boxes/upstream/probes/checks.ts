import type { Check, CheckContext } from '#prober/check.ts'

/** The candidate of these checks passes /via/x on to the upstream's /x as often as `times` says. */
const via = (context: CheckContext, path: string, times = 1) =>
  context.candidate.send({ path: `/via/${path}?times=${times}` })

const check = (id: string, run: Check['run']): Check => ({
  id,
  title: id,
  expected: 'As scripted.',
  capMs: 20_000,
  capReason: 'A flood is a lot of work for a busy machine.',
  run,
})

export const checks: Check[] = [
  check('counts', async (context) => {
    const { upstream, reply } = context
    upstream.play(() => reply.later(100, reply.json({ ok: true })))
    await via(context, 'a', 6)
    return `${upstream.mostInFlight()} at most, ${upstream.inFlight()} now, ${upstream.exchanges().length} in all`
  }),
  check('starts-fresh', async ({ upstream }) => {
    return `${upstream.mostInFlight()} at most, ${upstream.exchanges().length} in all`
  }),
  check('ignores-strangers', async (context) => {
    context.upstream.play((request) => (request.path === '/a' ? context.reply.json({ ok: true }) : undefined))
    const [known, stranger] = [await via(context, 'a'), await via(context, 'b')]
    return `${known.text} ${stranger.text}, ${context.upstream.exchanges().length} in all`
  }),
  check('replies', async (context) => {
    const { upstream, reply } = context
    const scripts = {
      json: reply.json({ a: 1 }, { status: 201 }),
      raw: reply.raw('<p>'),
      busy: reply.tooMany(7),
      drop: reply.drop(),
      truncated: reply.truncated({ a: 'long enough to be cut' }),
      stall: reply.stall({ a: 'long enough to be cut' }),
      hang: reply.hang(),
    }
    upstream.play((request) => Object.entries(scripts).find(([name]) => request.path === `/${name}`)?.[1])
    const seen: string[] = []
    for (const name of Object.keys(scripts)) seen.push(`${name}: ${(await via(context, name)).text}`)
    await upstream.until(() => upstream.inFlight() === 0, { withinMs: 1_000, otherwise: () => 'still open' })
    const abandoned = upstream.exchanges().filter((exchange) => exchange.isAbandoned)
    return `${seen.join('; ')}; abandoned: ${abandoned.map((exchange) => exchange.path).join(' ')}`
  }),
  check('flood', async (context) => {
    context.upstream.play(() => context.reply.json({ ok: true }))
    for (let round = 0; round < 12; round += 1) await via(context, 'a', 100)
    const large = await via(context, 'large')
    return `${context.upstream.exchanges().length} remembered, a large body: ${large.text}`
  }),
  check('left-open', async (context) => {
    const { upstream, reply } = context
    upstream.play(() => reply.hang())
    via(context, 'a').catch(() => undefined)
    await upstream.until(() => upstream.inFlight() === 1, { withinMs: 2_000, otherwise: () => 'no request' })
    return 'left open'
  }),
  check('caller-leaves', async (context) => {
    const { candidate, upstream, reply } = context
    upstream.play(() => reply.hang())
    const caller = new AbortController()
    const answering = candidate
      .send({ path: '/via/a?times=1', leave: caller.signal })
      .catch((error) => error.message)
    await upstream.until(() => upstream.inFlight() === 1, { withinMs: 2_000, otherwise: () => 'no request' })
    caller.abort()
    return String(await answering)
  }),
  check('calls-back', async ({ candidate, upstream }) => {
    const answer = await candidate.callBack(`${candidate.origin}/echo?x=1`, { hello: 'there' })
    const foreign = await candidate.callBack(`${upstream.url}/`, {}).catch((error) => error.message)
    const odd = await candidate.callBack('file:///etc/hostname', {}).catch((error) => error.message)
    return `${answer.text} | ${foreign} | ${odd}`
  }),
]
