import type { Check } from '#prober/check.ts'
import { boardOf, boardPath, inventHarbour, playRegistry, requestsFor } from './registry.ts'

export const boardAssembled: Check = {
  id: 'board-assembled',
  title: 'Puts a board together, in order',
  expected:
    'Status 200 and JSON with every call and its vessel, by eta and, where that is equal, by call id; a quiet harbour has empty lists.',
  async run(context) {
    const { candidate, expect, random } = context
    const harbour = inventHarbour(random, { calls: 9, ties: true })
    const quiet = inventHarbour(random, { calls: 0, vessels: 0 })
    playRegistry(context, [harbour, quiet])
    const answer = await candidate.send({ path: boardPath(harbour) })
    expect.equal(answer.status, 200, 'the status')
    expect.that(
      String(answer.headers['content-type']).startsWith('application/json'),
      `Expected the content type application/json; saw ${answer.headers['content-type']}.`,
    )
    expect.matches(answer.json, boardOf(harbour), 'board')
    const empty = await candidate.send({ path: boardPath(quiet) })
    expect.equal(empty.status, 200, 'the status for a harbour without calls')
    expect.matches(empty.json, boardOf(quiet), 'board of a harbour without calls')
    return 'A board of 9 calls, complete and in order; an empty one with empty lists.'
  },
}

export const everyPageFollowed: Check = {
  id: 'every-page-followed',
  title: 'Follows the listing to its last page',
  expected: 'All pages are read, each once, with the cursor handed back exactly as it was given.',
  async run(context) {
    const { candidate, expect, random, upstream } = context
    const harbour = inventHarbour(random, { calls: 11 })
    playRegistry(context, [harbour], { pageSize: 3 })
    const answer = await candidate.send({ path: boardPath(harbour) })
    expect.equal(answer.status, 200, 'the status')
    expect.matches(answer.json, boardOf(harbour), 'board')
    const pages = upstream.exchanges().filter((exchange) => exchange.path.startsWith('/harbours/'))
    expect.equal(pages.length, 4, 'the number of listing requests')
    return '11 calls from 4 pages, each page read once.'
  },
}

export const oneRequestPerVessel: Check = {
  id: 'one-request-per-vessel',
  title: 'Asks for a vessel once, however often it calls',
  expected: 'Fifteen calls by four vessels lead to four vessel requests.',
  async run(context) {
    const { candidate, expect, random, reply } = context
    const harbour = inventHarbour(random, { calls: 15, vessels: 4 })
    playRegistry(context, [harbour], {
      vessel: (id) => reply.later(100, reply.json(harbour.vessels.find((vessel) => vessel.id === id))),
    })
    const answer = await candidate.send({ path: boardPath(harbour) })
    expect.matches(answer.json, boardOf(harbour), 'board')
    for (const vessel of harbour.vessels) {
      expect.equal(requestsFor(context, vessel.id), 1, `the number of requests for ${vessel.id}`)
    }
    return 'Four vessels, four requests, fifteen calls on the board.'
  },
}
