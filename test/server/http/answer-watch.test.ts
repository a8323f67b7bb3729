import { expect, it } from 'vitest'
import { watchAnswers } from '../../../server/http/limits/answer-watch.ts'

const fails = () => Promise.reject(new Error('timeout exceeded when trying to connect'))
const works = () => Promise.resolve()

it('one person whose requests all fail is no outage', async () => {
  const watch = watchAnswers()
  for (let request = 0; request < 100; request += 1) watch.note('one', 503)
  expect(await watch.isAnswering(fails)).toBe(true)
})

it('several who meet failures while asking by itself fails too are one, until somebody is answered', async () => {
  const watch = watchAnswers()
  watch.note('one', 503)
  watch.note('other', 500)
  expect(await watch.isAnswering(fails)).toBe(false)
  expect(await watch.isAnswering(works)).toBe(true)
  watch.note('other', 409)
  expect(await watch.isAnswering(fails)).toBe(true)
})
