import type { Check, CheckContext } from '#prober/check.ts'
import type { Reply } from '#prober/replies.ts'

const greetingOf = (guest: string) => ({ path: `/greetings/${guest}` })

/** Puts the guest book on stage. It knows only the guests of this check; anybody else is a straggler and gets a 404. */
function playBook({ upstream }: CheckContext, guests: Record<string, Reply>): void {
  upstream.play((request) => guests[request.path.replace('/guests/', '')])
}

const greets: Check = {
  id: 'greets',
  title: 'Greets a guest by name',
  expected: 'Status 200 and the name from the guest book.',
  async run(context) {
    const { candidate, expect, random, reply } = context
    const guest = random.id('guest')
    const name = random.pick(['Ada', 'Grace', 'Linus', 'Radia'])
    playBook(context, { [guest]: reply.json({ name }) })
    const answer = await candidate.send(greetingOf(guest))
    expect.equal(answer.status, 200, 'the status')
    expect.matches(answer.json, { greeting: `Hello, ${name}` }, 'body')
    return `Greeted ${name}.`
  },
}

const unknownGuest: Check = {
  id: 'unknown-guest',
  title: 'Says so when a guest is unknown',
  expected: 'Status 404.',
  async run(context) {
    const { candidate, expect, random, reply } = context
    const guest = random.id('nobody')
    playBook(context, { [guest]: reply.json({ error: 'unknown' }, { status: 404 }) })
    expect.equal((await candidate.send(greetingOf(guest))).status, 404, 'the status')
    return 'Status 404.'
  },
}

const bookFails: Check = {
  id: 'book-fails',
  title: 'Tells a failing guest book apart',
  expected: 'Status 502 for a 500, for a body that is no JSON and for a dropped line.',
  async run(context) {
    const { candidate, expect, random, reply } = context
    const failures = [reply.json({}, { status: 500 }), reply.raw('<p>closed</p>'), reply.drop()]
    const guests = failures.map((failure) => [random.id('guest'), failure] as const)
    playBook(context, Object.fromEntries(guests))
    for (const [index, [guest]] of guests.entries()) {
      expect.equal((await candidate.send(greetingOf(guest))).status, 502, `the status in case ${index + 1}`)
    }
    return 'Three failures, three times 502.'
  },
}

const bookHangs: Check = {
  id: 'book-hangs',
  title: 'Does not wait for ever',
  expected: 'Status 504 within 3 s when the book is silent.',
  async run(context) {
    const { candidate, expect, random, reply } = context
    const guest = random.id('guest')
    playBook(context, { [guest]: reply.hang() })
    const answer = await candidate.send({ ...greetingOf(guest), timeoutMs: 4_000 })
    expect.equal(answer.status, 504, 'the status')
    // The limit is 1 s; a busy machine gets three times that.
    expect.atMost(Math.round(answer.tookMs), 3_000, 'ms until the answer')
    return `Status 504 after ${Math.round(answer.tookMs)} ms.`
  },
}

const sideBySide: Check = {
  id: 'side-by-side',
  title: 'Serves callers side by side',
  expected: 'Three callers are asked for at the same time.',
  async run(context) {
    const { candidate, expect, random, reply, upstream } = context
    const guests = [random.id('guest'), random.id('guest'), random.id('guest')]
    const everybodyIsHere = Promise.withResolvers<void>()
    const held = reply.when(everybodyIsHere.promise, reply.json({ name: 'Ada' }))
    playBook(context, Object.fromEntries(guests.map((guest) => [guest, held])))
    const answering = Promise.all(guests.map((guest) => candidate.send(greetingOf(guest))))
    answering.catch(() => {})
    // No clock decides: nobody is answered before all three have come.
    await upstream.until(() => upstream.inFlight() === guests.length, {
      withinMs: 2_000,
      otherwise: () => `Expected 3 requests at the same time; saw ${upstream.mostInFlight()} at most.`,
    })
    everybodyIsHere.resolve()
    for (const answer of await answering) expect.equal(answer.status, 200, 'the status')
    return 'Three requests were in flight at once.'
  },
}

const callerLeaves: Check = {
  id: 'caller-leaves',
  title: 'Stretch: stops working for a caller who has left',
  expected: 'The request to the book is given up within 0.7 s after the caller left.',
  async run(context) {
    const { candidate, random, reply, upstream } = context
    const guest = random.id('guest')
    playBook(context, { [guest]: reply.hang() })
    const caller = new AbortController()
    const leaving = candidate.send({ ...greetingOf(guest), leave: caller.signal }).catch(() => undefined)
    await upstream.until(() => upstream.inFlight() === 1, {
      withinMs: 2_000,
      otherwise: () => 'The book was not asked within 3 s.',
    })
    caller.abort()
    await leaving
    // Below the limit of 1 s, after which the request would end by itself.
    await upstream.until(() => upstream.inFlight() === 0, {
      withinMs: 700,
      otherwise: () => 'The request was still open 0.7 s after the caller had left.',
    })
    return 'The request was given up.'
  },
}

export const checks: Check[] = [greets, unknownGuest, bookFails, bookHangs, sideBySide, callerLeaves]
