import type { Check } from '#prober/check.ts'

const kinds = [
  'endless-body',
  'one-byte-a-while',
  'many-headers',
  'huge-header',
  'few-headers',
  'short-headers',
  'trailers',
  'bad-chunks',
  'gzip-bomb',
  'redirect',
  'hang-up',
  'endless-interim',
  'no-http',
  'upgrade',
]

/** Each check asks for one kind of bad answer, and says what it got if the client let it through. */
const each = kinds.map((kind): Check => ({
  id: kind,
  title: kind,
  expected: 'An honest answer.',
  capMs: 4_000,
  capReason: 'Nothing here may take long.',
  async run({ candidate }) {
    const answer = await candidate.send({ path: `/${kind}`, timeoutMs: 1_500 })
    return `status ${answer.status}, ${answer.text.length} characters`
  },
}))

/** As checks are when they say nothing about their time. */
const endless: Check = {
  id: 'never-ends-by-default',
  title: 'never ends, by default',
  expected: 'An end.',
  run: () => new Promise(() => {}),
}
const patient: Check = {
  id: 'one-byte-a-while-by-default',
  title: 'one-byte-a-while, by default',
  expected: 'An honest answer.',
  async run({ candidate }) {
    return `status ${(await candidate.send({ path: '/one-byte-a-while' })).status}`
  },
}

export const checks: Check[] = [...each, patient, endless]
