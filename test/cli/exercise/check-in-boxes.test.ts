import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fillIn, makeExercise, runCommand, typeInto } from './made-exercise.ts'

const boxTimeoutMs = 120_000

test('a sound exercise proves itself in the boxes', { timeout: boxTimeoutMs }, async () => {
  await using made = await makeExercise('quiet-harbour', 'typescript')
  await fillIn(made.folder)
  const words = [
    'quiet-harbour',
    '--times',
    '1',
    '--mutants',
    'greets-nobody,unknown-is-a-failure',
    '--json',
    'proof.json',
  ]
  const { code, output } = await runCommand(made.parent, 'check', ...words)
  expect(output).toMatch(/✓ starter {4}0 of 2 visible tests pass; 6 of 6 checks fail\n/)
  expect(output).toMatch(/✓ {3}greets-nobody +caught by greets\n/)
  expect(output).toMatch('Nothing is wrong with what was looked at; some mutants were not tried.')
  expect(code).toBe(0)
  const proof = JSON.parse(await readFile(join(made.parent, 'proof.json'), 'utf8'))
  expect(proof).toMatchObject({
    isProven: false,
    findings: [],
    solution: { visible: { verdict: 'passed' }, graded: [{ verdict: 'passed', failed: [] }] },
    mutants: [{ failed: ['greets'] }, { failed: ['unknown-guest'] }],
  })
  expect(proof.fullGrade.medianMs).toBeGreaterThan(0)
})

test(
  'a check that is blunt, and one that is too sharp, are found out',
  { timeout: boxTimeoutMs },
  async () => {
    await using made = await makeExercise('quiet-harbour', 'typescript')
    await fillIn(made.folder)
    await made.edit('mutants/greets-nobody/mutant.yml', () => 'title: Wrong\nmustFail: [unknown-guest]\n')
    const words = ['quiet-harbour', '--times', '1', '--mutants', 'greets-nobody']
    const { code, output } = await runCommand(made.parent, 'check', ...words)
    expect(output).toMatch(/greets-nobody\/mutant\.yml:2\n +not caught by unknown-guest\n/)
    expect(output).toMatch(
      /greets-nobody\/mutant\.yml:2\n +also fails greets, .*\n +greets: Expected body\.greeting/,
    )
    expect(output).toMatch(/exercise\.yml:\d+\n +no mutant must be caught by the check "greets"/)
    expect(code).toBe(1)
  },
)

test(
  'a probe that does not load is shown with what it said, and nothing more is tried',
  { timeout: boxTimeoutMs },
  async () => {
    await using made = await makeExercise('quiet-harbour', 'typescript')
    await fillIn(made.folder)
    await made.edit('probes/checks.ts', (text) => `${text}\nthrow new Error('the tide is out')\n`)
    const { code, output } = await runCommand(made.parent, 'check', 'quiet-harbour', '--times', '9')
    expect(output).toMatch(/no verdict came about: .*the tide is out/s)
    expect(output).toMatch(/✗ mutants +not tried/)
    expect(code).toBe(1)
  },
)

test('an author can work where the candidate works', { timeout: boxTimeoutMs }, async () => {
  await using made = await makeExercise('quiet-harbour', 'typescript')
  await fillIn(made.folder)
  const call = { from: made.parent, command: 'try', words: ['quiet-harbour', '--in', 'mine'] }
  const first = await typeInto('run\ngrade\n', call)
  expect(first.output).toMatch(/What to write[^]*The starter is in/)
  expect(first.output).toMatch(/✖ a guest is greeted by name[^]*failed: 2 of 2 tests failed/)
  expect(first.output).toMatch(/✗ Greets a guest by name\n +expected {2}Status 200/)
  expect(first.output).toMatch(/\(optional\)[^]*failed: 5 of 5 required checks/)
  const service = await readFile(join(made.folder, 'solution/src/service.ts'), 'utf8')
  await writeFile(join(made.parent, 'mine/src/service.ts'), service)
  const second = await runCommand(made.parent, 'try', 'quiet-harbour', '--in', 'mine', '--run', '--grade')
  expect(second.output).toMatch(/Your work is in/)
  expect(second.output).toMatch(/passed: All 2 tests passed/)
  expect(second.output).toMatch(/passed: All 5 required checks saw .* Of the optional ones, 1 of 1 did/)
  expect(second.code).toBe(0)
})
