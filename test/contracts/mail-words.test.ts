import { describe, expect, it } from 'vitest'
import {
  fillPlaceholders,
  mailPlaceholders,
  mailWordsProblem,
  mailWordsSchema,
  plainTextProblem,
  unknownPlaceholders,
} from '#contracts/fields/mail-words.ts'

const values = { ...mailPlaceholders, candidate: '{position} & $& Co', organisation: 'Seedlings' }

describe('the words of mails', () => {
  it('are filled in once: braces and dollars within a value stay what they are', () => {
    expect(fillPlaceholders('Hello {candidate}, from { organisation }.', values)).toBe(
      'Hello {position} & $& Co, from Seedlings.',
    )
    expect(fillPlaceholders('{}{unknown}{constructor}{{candidate}', { ...values, candidate: 'K' })).toBe(
      '{}{unknown}{constructor}{K',
    )
  })

  it.each([
    ['Dear {candidat}', ['candidat']],
    ['{a} {b} {a}', ['a', 'b']],
    ['{}', ['']],
    ['{toString} {__proto__}', ['toString', '__proto__']],
    ['{ candidate } {position}', []],
    ['a { alone, and } too', [' alone, and '.trim()]],
    ['one {\nline} is no placeholder', []],
  ])('%j names what is not known: %j', (text, unknown) => {
    expect(unknownPlaceholders(text)).toEqual(unknown)
    expect(mailWordsProblem(text, 1_000) === null).toBe(unknown.length === 0)
  })

  it.each(['a\u0000b', 'a\u202Eb', 'a\u0007b', 'a\u2066b', 'x'.repeat(21)])('%j is refused', (text) => {
    expect(plainTextProblem(text, 20)).not.toBe(null)
  })

  it.each(['', 'two\nlines', 'two\r\nlines', 'مرحبا 日本 👩‍💻', 'x'.repeat(20)])('%j is taken', (text) => {
    expect(plainTextProblem(text, 20)).toBe(null)
  })

  it('are stored trimmed, with line breaks of one kind', () => {
    expect(mailWordsSchema(100).parse('  a\r\nb {candidate} \n')).toBe('a\nb {candidate}')
    expect(mailWordsSchema(10).safeParse('x'.repeat(11)).success).toBe(false)
  })
})
