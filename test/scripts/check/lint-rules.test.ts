import { ESLint } from 'eslint'
import { beforeAll, describe, expect, it } from 'vitest'

let eslint: ESLint
beforeAll(() => {
  // Rules about types need the whole project and are the library's own; ours are seen without it.
  eslint = new ESLint({
    overrideConfig: {
      files: ['**/*.ts', '**/*.tsx'],
      languageOptions: { parserOptions: { projectService: false } },
    },
    ruleFilter: ({ ruleId }) => ours.includes(ruleId),
  })
})

const ours = [
  'fairtime/field-terms',
  'max-lines-per-function',
  'max-lines',
  'max-params',
  'complexity',
  'no-restricted-syntax',
  'no-console',
  '@typescript-eslint/no-explicit-any',
  '@typescript-eslint/consistent-type-assertions',
  '@typescript-eslint/no-non-null-assertion',
]

/** As if it stood in a file of the server. */
async function lint(text: string, filePath = 'server/repeat.ts'): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath })
  return result!.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)
}

const lines = (count: number, line = '  void 0\n') => line.repeat(count)

describe('a breach of a written rule is told', () => {
  it.each([
    ['a word of no field', 'export const startSitting = 1\n', 'say attempt'],
    ['a long function', `export function long() {\n${lines(40)}}\n`, 'Maximum allowed is 40'],
    ['a long file', lines(301, 'void 0\n'), 'Maximum allowed is 300'],
    [
      'many parameters',
      'export const f = (a: 1, b: 2, c: 3, d: 4) => [a, b, c, d]\n',
      'Maximum allowed is 3',
    ],
    ['a default export', 'export default 1\n', 'Named exports only'],
    ['the wall clock', 'export const now = () => Date.now()\n', 'deps.clock'],
    ['a date of now', 'export const now = () => new Date()\n', 'deps.clock'],
    ['the environment', "export const home = process.env['HOME']\n", 'config.ts'],
    ['any', 'export const some = (value: any) => value\n', 'any'],
    ['a type assertion', 'export const some = (value: unknown) => value as string\n', 'assertion'],
    ['a non-null assertion', 'export const some = (value: string | null) => value!.length\n', 'non-null'],
    ['the console', 'console.log(1)\n', 'console'],
  ])('%s', async (_what, text, sentence) => {
    expect((await lint(text)).join('\n')).toContain(sentence)
  })

  it('a word of no field in the title of a test', async () => {
    const text = "it('ends a sitting', () => {})\n"
    expect(await lint(text, 'test/contracts/clock.test.ts')).toEqual([
      'fairtime/field-terms: "sitting" is not a term of the field: say attempt.',
    ])
  })

  it('and what keeps to the rules is not', async () => {
    expect(await lint('export const twice = (value: number) => 2 * value\n')).toEqual([])
  })
})
