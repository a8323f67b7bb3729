import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MarkedStream, newEndMark } from '../../../workers/sandbox/end-mark.ts'

const secret = newEndMark()
const mark = (told: string) => Buffer.from(`\u001e${secret} ${told}\n`)

function openStream() {
  const passed: Buffer[] = []
  const stream = new MarkedStream(secret, (chunk) => passed.push(Buffer.from(chunk)))
  return { stream, passed: () => Buffer.concat(passed) }
}

/** Cuts bytes into the pieces in which a stream may bring them. */
function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...at].map((from, index) => bytes.subarray(from, at[index] ?? bytes.length))
}

describe('the mark at the end of an output stream', () => {
  test('whatever is printed and however it is cut, exactly that is passed on, and the end is read', async () => {
    const beginnings = [1, 2, 10, 33].map((length) => mark('').toString().slice(0, length))
    const nearlyMarks = fc.constantFrom(...beginnings, '\n')
    // Nothing in a box knows the secret, so no program prints the whole mark, be it by chance.
    const wholeMark = mark('').toString().slice(0, -1)
    const texts = fc
      .array(fc.oneof(fc.string(), nearlyMarks), { maxLength: 8 })
      .filter((parts) => !parts.join('').includes(wholeMark))
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat(), { maxLength: 12 }), async (text, cuts) => {
        const printed = Buffer.from(text.join(''))
        const { stream, passed } = openStream()
        for (const piece of pieces(Buffer.concat([printed, mark('3 0')]), cuts)) stream.take(piece)
        expect(await stream.over).toEqual({ exitCode: 3, outOfMemoryCount: 0 })
        expect(passed()).toEqual(printed)
      }),
    )
  })

  test('a stream that ends without it loses nothing', () => {
    const { stream, passed } = openStream()
    const printed = Buffer.from(`last words \u001e${secret.slice(0, 20)}`)
    stream.take(printed)
    stream.flush()
    expect(passed()).toEqual(printed)
  })

  test('another secret is text like any other, and nothing is passed on after the right one', () => {
    const { stream, passed } = openStream()
    const forged = Buffer.from(`\u001e${newEndMark()} 0 0\n`)
    stream.take(Buffer.concat([forged, mark('1 2'), Buffer.from('from beyond')]))
    stream.flush()
    expect(passed()).toEqual(forged)
  })

  test('where process 1 could not count what memory ended, the count is unknown', async () => {
    const { stream } = openStream()
    stream.take(mark('0 -1'))
    expect(await stream.over).toEqual({ exitCode: 0, outOfMemoryCount: null })
  })
})
