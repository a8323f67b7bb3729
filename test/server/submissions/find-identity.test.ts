import { describe, expect, it } from 'vitest'
import { findIdentity } from '../../../server/submissions/find-identity.ts'

const max = { name: 'Max Müller-Go', email: 'mmueller@firma.example' }
const found = (text: string, identity = max) =>
  findIdentity([{ where: 'a.ts', text }], identity).map(({ line, what }) => `${line} ${what}`)

describe('where somebody tells who they are', () => {
  it.each([
    ['// by Max', ['1 name']],
    ['x\n// written by max müller-go', ['2 name']],
    ['mail mmueller@firma.example', ['1 mail']],
    ['https://code.example/mmueller/x', ['1 login']],
    ['maximum, climax, Go, müllerei', []],
    ['max = 3', ['1 name']],
    ['', []],
    [`By Mu\u0308ller-Go, in NFD: Max`, ['1 name']],
  ])('%j', (text, places) => expect(found(text)).toEqual(places))

  it('also in the name of a file, and in signs that an expression would read otherwise', () => {
    expect(findIdentity([{ where: 'src/mmueller.ts', text: '' }], max)).toEqual([
      { where: 'src/mmueller.ts', line: 0, what: 'login' },
    ])
    expect(found('a (b) c', { name: '(b) [c', email: 'a.b+c@d.example' })).toEqual(['1 name'])
  })

  it('a name of two letters means nobody in particular', () =>
    expect(found('go go Li', { name: 'Li Bo', email: 'x@d.example' })).toEqual([]))

  it('and no more than fifty places are named', () => expect(found('Max\n'.repeat(200))).toHaveLength(50))
})
