import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { compilerOptionsOf } from '../../../client/editor/typescript/compiler-options.ts'

test('the editor takes the options that the sandbox compiles with', async () => {
  const config = await readFile('exercises/typescript-seed-lab/starter/tsconfig.json', 'utf8')
  expect(compilerOptionsOf(config)).toEqual({
    allowNonTsExtensions: true,
    target: 99,
    module: 199,
    lib: ['lib.esnext.d.ts'],
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
  })
})

test.each([
  [
    'comments and commas at the end',
    '{ // a\n "compilerOptions": { /* b */ "strict": true, "types": ["a//b",], }, }',
    { strict: true, types: ['a//b'] },
  ],
  [
    'words in any case',
    '{"compilerOptions":{"module":"NodeNext","target":"ES2022","moduleResolution":"bundler"}}',
    { module: 199, target: 9, moduleResolution: 100 },
  ],
  [
    'what the editor cannot know',
    '{"compilerOptions":{"module":"other","paths":{"a":["b"]},"outDir":"x","lib":7}}',
    {},
  ],
  ['no options at all', '{}', {}],
])('%s', (_what, text, expected) => {
  expect(compilerOptionsOf(text)).toEqual({
    types: [],
    allowNonTsExtensions: true,
    noEmit: true,
    ...expected,
  })
})

test.each(['', '{', '[]', '{"compilerOptions": 3}', '{"compilerOptions": {"strict": tru'])(
  'while it is being written there are none: %s',
  (text) => {
    expect(compilerOptionsOf(text)).toBeNull()
  },
)
