import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineEnds, type LineChange } from '../../../client/editor/line-ends.ts'

const shownOf = (content: string) => {
  const ends = new LineEnds(content)
  return { ends, shown: ends.shown(content) }
}
const change = (startLineNumber: number, endLineNumber: number, text: string): LineChange => ({
  range: { startLineNumber, endLineNumber },
  text,
})

describe('what the editor does not show of a text', () => {
  it('is there again when nothing was edited, whatever it was', () => {
    const piece = fc.constantFrom('a', '', '\r\n', '\n', '\r', '\u2028', '\u2029', '\u0085', '\ufeff', '\t ')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const content = pieces.join('')
        const { ends, shown } = shownOf(content)
        expect(shown).not.toContain('\r')
        expect(ends.restore(shown)).toBe(content)
      }),
    )
  })

  it('is left alone on every line that was not edited', () => {
    const { ends } = shownOf('\ufeffone\r\ntwo\nthree\rfour\r\nfive')
    ends.follow([change(2, 2, 'x')])
    expect(ends.restore('one\nxtwo\nthree\nfour\nfive')).toBe('\ufeffone\r\nxtwo\nthree\rfour\r\nfive')
  })

  it('follows lines that are added and taken away, also at several places at once', () => {
    const { ends } = shownOf('a\r\nb\nc\r\nd\r\ne')
    // A line after "a", and "c" is taken away with its end.
    ends.follow([change(1, 1, '\nnew'), change(3, 4, '')])
    expect(ends.restore('a\nnew\nb\nd\ne')).toBe('a\r\nnew\r\nb\nd\r\ne')
  })

  it('gives a new line what most lines have', () => {
    const { ends } = shownOf('a\nb\nc\r\nd')
    ends.follow([change(4, 4, '\n')])
    expect(ends.restore('a\nb\nc\nd\n')).toBe('a\nb\nc\r\nd\n')
  })

  it('is nothing in a usual file, however it is edited', () => {
    const { ends, shown } = shownOf('a\nb\n')
    ends.follow([change(1, 2, 'x\r\ny')])
    expect(shown).toBe('a\nb\n')
    expect(ends.restore('x\ny\n')).toBe('x\ny\n')
  })
})
