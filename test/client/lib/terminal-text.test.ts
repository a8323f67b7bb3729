import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { plainText, terminalSpans } from '../../../client/lib/text/terminal-text.ts'

const e = '\u001b'
const looks = (text: string) =>
  terminalSpans(text).map(({ text: piece, styles }) => [piece, styles.join(' ')])

describe('what a program printed keeps its colours', () => {
  test.each([
    [
      'a basic colour',
      `${e}[31mno${e}[0m yes`,
      [
        ['no', 'red'],
        [' yes', ''],
      ],
    ],
    [
      'a bright one',
      `${e}[92mok${e}[39m.`,
      [
        ['ok', 'green'],
        ['.', ''],
      ],
    ],
    ['several at once', `${e}[1;4;33mlook${e}[m`, [['look', 'bold underline yellow']]],
    [
      'weights that end one by one',
      `${e}[1;3;31ma${e}[22mb${e}[23mc`,
      [
        ['a', 'bold italic red'],
        ['b', 'italic red'],
        ['c', 'red'],
      ],
    ],
    ['one of the sixteen by its long name', `${e}[38;5;12mx`, [['x', 'blue']]],
    ['a colour that is none of ours', `${e}[31;38;5;200mx`, [['x', '']]],
    ['a true colour, and what comes after it', `${e}[38;2;1;2;3;1mx`, [['x', 'bold']]],
    [
      'a ground, which is left out',
      `${e}[48;5;1;32mx${e}[41my`,
      [
        ['x', 'green'],
        ['y', 'green'],
      ],
    ],
    ['the short form of a command', '\u009b35mx', [['x', 'magenta']]],
    ['nonsense', `${e}[;;99999999999999999;:mx`, [['x', '']]],
  ])('%s', (_what, text, expected) => {
    expect(looks(text)).toEqual(expected)
  })
})

describe('and nothing else of what it tried', () => {
  test.each([
    ['a title', `${e}]0;title\u0007next`, 'next'],
    ['a link', `${e}]8;;https://x.example${e}\\here${e}]8;;${e}\\`, 'here'],
    ['the clipboard', `a${e}]52;c;aGk=\u0007b`, 'ab'],
    ['a title that never ends', `a${e}]0;title`, 'a'],
    ['moving the cursor and clearing', `a${e}[2J${e}[1;1H${e}[?25l${e}7b${e}c`, 'ab'],
    ['a device string', `a${e}Pq#0${e}\\b`, 'ab'],
    ['a command that is cut off', `a${e}[3`, 'a'],
    ['a lone escape at the end', `a${e}`, 'a'],
    ['bells, backspaces and NUL', 'a\u0007\b\0\u007fb', 'ab'],
    ['lines of other systems', 'a\r\nb\rc\n\td', 'a\nb\nc\n\td'],
    ['text that runs the other way', 'a\u202eb\u2066c', 'abc'],
    ['what looks like a page', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ])('%s', (_what, text, expected) => {
    expect(plainText(text)).toBe(expected)
  })

  it('whatever it prints, no control character is left', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(e, `${e}[`, `${e}]`, 'm', ';', '31', '\u009b', '\u0007', '\r', `${e}\\`),
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(plainText(pieces.join(''))).not.toMatch(
          new RegExp('[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]'),
        )
      }),
    )
  })

  it('a megabyte of half commands takes no time to speak of', () => {
    const start = performance.now()
    plainText(`${e}]`.repeat(250_000) + `${e}[`.repeat(250_000))
    expect(performance.now() - start).toBeLessThan(3_000)
  })
})
