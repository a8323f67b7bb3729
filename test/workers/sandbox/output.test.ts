import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { openLiveFeed } from '../../../workers/link/live-feed.ts'
import { cutText, LineSplitter, OutputKeeper } from '../../../workers/sandbox/output.ts'

describe('kept output', () => {
  test('never exceeds its limit and is the beginning of what came', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' })),
        fc.integer({ min: 0, max: 200 }),
        (texts, limit) => {
          const keeper = new OutputKeeper(limit, () => undefined)
          for (const text of texts) keeper.take(text)
          const whole = texts.map((text) => text.replaceAll('\0', '\u{fffd}').toWellFormed()).join('')
          expect(Buffer.byteLength(keeper.text())).toBeLessThanOrEqual(limit)
          expect(whole.startsWith(keeper.text())).toBe(true)
          expect(keeper.isTruncated).toBe(Buffer.byteLength(whole) > limit)
        },
      ),
    )
  })

  test('says once that it is full', () => {
    const onFull = vi.fn()
    const keeper = new OutputKeeper(4, onFull)
    for (const text of ['abc', 'def', 'ghi']) keeper.take(text)
    expect(keeper.text()).toBe('abcd')
    expect(onFull).toHaveBeenCalledOnce()
  })
})

describe('lines', () => {
  test('are the same however the bytes were cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string().filter((text) => !text.includes('\n'))),
        fc.integer({ min: 1, max: 7 }),
        (lines, size) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
          const seen: string[] = []
          const splitter = new LineSplitter((line) => seen.push(line))
          for (let at = 0; at < bytes.length; at += size) splitter.take(bytes.subarray(at, at + size))
          splitter.end()
          expect(seen).toEqual(lines)
        },
      ),
    )
  })

  test('without an end are handed on in pieces', () => {
    const seen: number[] = []
    const splitter = new LineSplitter((line) => seen.push(line.length))
    for (let count = 0; count < 200; count++) splitter.take(Buffer.alloc(1_024, 'x'))
    expect(Math.max(...seen)).toBeLessThanOrEqual(66 * 1_024)
  })
})

test('no character is cut in two on its way to a page, nor in a name', () => {
  const texts: string[] = []
  const run = {
    runId: '4e3f1c0a-8a4b-4a5e-9d53-7f1f9c7f0a11',
    attemptId: '4e3f1c0a-8a4b-4a5e-9d53-7f1f9c7f0a12',
  }
  const feed = openLiveFeed(run, (event) => event.kind === 'output' && texts.push(event.text))
  const long = `x${'😀'.repeat(70_000)}`
  feed.onOutput(long)
  feed.end()
  expect(texts.length).toBeGreaterThan(1)
  expect(texts.every((text) => text.isWellFormed())).toBe(true)
  expect(texts.join('')).toBe(long)
  expect(cutText('a😀', 2)).toBe('a')
  expect(cutText('a😀', 3)).toBe('a😀')
})
