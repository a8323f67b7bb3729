import type { Check } from '#prober/check.ts'

const kinds = [
  'endless-body',
  'one-byte-a-while',
  'many-headers',
  'huge-header',
  'bad-chunks',
  'gzip-bomb',
  'redirect',
  'hang-up',
  'endless-interim',
  'no-http',
  'upgrade',
]

/** Each check asks for one kind of bad answer, and says what it got if the client let it through. */
export const checks: Check[] = kinds.map((kind) => ({
  id: kind,
  title: kind,
  expected: 'An honest answer.',
  capMs: 4_000,
  async run({ candidate }) {
    const answer = await candidate.send({ path: `/${kind}`, timeoutMs: 1_500 })
    return `status ${answer.status}, ${answer.text.length} characters`
  },
}))
