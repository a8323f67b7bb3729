import { describe, expect, it } from 'vitest'
import { mailAddressProblem, mailAddressSchema } from '#contracts/fields/mail-address.ts'
import { personNameProblem, personNameSchema } from '#contracts/fields/person-name.ts'
import { comparableMailAddress } from '../../server/staff/mail-address.ts'

describe('a mail address', () => {
  it.each([
    'name@example.org',
    "o'brien+work@mail.example.co.uk",
    'jürgen@müller.example',
    '用户@例子.公司',
    'someone@xn--mnchen-3ya.example',
    'someone@münchen.example',
  ])('%s is one', (address) => expect(mailAddressProblem(address)).toBeNull())

  it.each([
    ['', 'Write a mail address'],
    ['name', 'Write a mail address'],
    ['@example.org', 'Write a mail address'],
    ['name@', 'Write a mail address'],
    ['name@localhost', 'is not the name of a mail server'],
    ['name@192.0.2.1', 'is not the name of a mail server'],
    ['name@-a.example', 'is not the name of a mail server'],
    ['name@a..example', 'is not the name of a mail server'],
    ['a b@example.org', 'before the @'],
    ['a..b@example.org', 'before the @'],
    ['"a"@example.org', 'before the @'],
    ['a@b.example,c@d.example', 'before the @'],
    ['a\u202e@example.org', 'before the @'],
    [`${'a'.repeat(65)}@example.org`, 'longer'],
    [`a@${'b'.repeat(250)}.example`, 'longer'],
  ])('%j is none: %s', (address, words) => expect(mailAddressProblem(address)).toContain(words))

  it('is the same however it was written', () => {
    const written = ['Someone@München.example', 'someone@xn--mnchen-3ya.example', ' someone@MÜNCHEN.example ']
    expect(new Set(written.map((text) => comparableMailAddress(mailAddressSchema.parse(text)))).size).toBe(1)
    expect(comparableMailAddress('A@B.example')).toBe('a@b.example')
  })
})

describe('a name', () => {
  it.each([
    ['Zarah Quillfeather', null],
    ['ナガサワ', null],
    ['  ', 'Write a name'],
    ['a'.repeat(101), 'A name can have 100 characters at most'],
    ['a\u202eb', 'A name cannot hold invisible control signs'],
    ['a\u0007b', 'A name cannot hold invisible control signs'],
    [' a\r\n\tb ', null],
  ])('%j: %s', (name, problem) => expect(personNameProblem(name)).toBe(problem))

  it('is kept on one line', () => expect(personNameSchema.parse(' a\r\n\tb ')).toBe('a b'))
})
