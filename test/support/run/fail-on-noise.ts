import { afterEach, beforeEach, expect, vi } from 'vitest'

/** A stray line on the error console is a fault that nobody looked at, so it fails the test that made it. */
const noise: string[] = []

beforeEach(() => {
  noise.length = 0
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation(
      (...words: unknown[]) => void noise.push(words.map(String).join(' ')),
    )
  }
})

afterEach(() => {
  vi.restoreAllMocks()
  expect(noise, 'lines on the error console').toEqual([])
})
