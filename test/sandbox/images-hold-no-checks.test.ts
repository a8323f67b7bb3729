import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readFolder } from './sandbox-fixture.ts'
import { ensureSandboxImages, type SandboxImages } from '../../sandbox-images/build.ts'
import { testSettings } from '../support/run/settings.ts'

const { dockerHost, isFull } = testSettings()
let images: SandboxImages
let phrases: string[]
beforeAll(async () => {
  images = await ensureSandboxImages({ dockerHost, log: () => undefined })
  const folders = [
    ['exercises', 'go-harbour-board', 'probes'],
    ['exercises', 'typescript-seed-lab', 'probes'],
    ['prober-kit'],
  ]
  const files = (await Promise.all(folders.map((folder) => readFolder(...folder)))).flat()
  phrases = files.map(({ content }) => longestLine(content))
}, 300_000)

/** Long enough that nobody else has written it. */
function longestLine(content: string): string {
  return content
    .split('\n')
    .reduce((longest, line) => (line.trim().length > longest.length ? line.trim() : longest), '')
}

/** Which of these phrases are in any layer of an image. */
async function searchImage(tag: string, wanted: readonly string[]): Promise<string[]> {
  const overlap = Math.max(...wanted.map((phrase) => Buffer.byteLength(phrase)))
  const sought = new Map(wanted.map((phrase) => [phrase, Buffer.from(phrase)]))
  const found: string[] = []
  const child = spawn('docker', ['-H', dockerHost, 'save', tag], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  let rest = Buffer.alloc(0)
  for await (const chunk of child.stdout) {
    const window = Buffer.concat([rest, chunk])
    for (const [phrase, bytes] of sought) if (window.includes(bytes)) found.push(phrase)
    for (const phrase of found) sought.delete(phrase)
    rest = window.subarray(-overlap)
  }
  expect(await closed).toEqual([0, null])
  return found
}

/** A layer that was changed on its way, say compressed, would hide what we look for: so something that is there is looked for too. */
const known = {
  typescript: ['typescript', 'reporter.mjs'],
  go: ['go', 'gocache', 'main.go'],
} as const

describe('the image of candidates’ boxes', () => {
  test.each(isFull ? (['typescript', 'go'] as const) : (['typescript'] as const))(
    'for %s holds no word of the shipped checks or of the kit that makes them',
    async (name) => {
      const file = join(import.meta.dirname, '..', '..', 'sandbox-images', ...known[name])
      const ours = longestLine(await readFile(file, 'utf8'))
      expect(phrases.length).toBeGreaterThan(20)
      expect(Math.min(...phrases.map((phrase) => phrase.length))).toBeGreaterThan(30)
      expect(await searchImage(images[name], [ours, ...phrases])).toEqual([ours])
    },
    600_000,
  )
})
