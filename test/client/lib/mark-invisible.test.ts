import { expect, it } from 'vitest'
import { markInvisible } from '../../../client/lib/text/mark-invisible.ts'

it.each([
  ['src/service.ts', 'src/service.ts'],
  ['größe/日本.ts', 'größe/日本.ts'],
  ['x\u202esj.ts', 'x⟨U+202E⟩sj.ts'],
  ['a\u2066b\u2069', 'a⟨U+2066⟩b⟨U+2069⟩'],
  ['a\u200bb', 'a⟨U+200B⟩b'],
  ['\ufeffa', '⟨U+FEFF⟩a'],
])('%j is shown as %s', (name, shown) => expect(markInvisible(name)).toBe(shown))
