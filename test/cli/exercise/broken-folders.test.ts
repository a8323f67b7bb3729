import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeFinding } from '../../../cli/exercise/finding.ts'
import { judgeTexts, listPoints } from '../../../cli/exercise/judging/judge-texts.ts'
import { readExercise } from '../../../cli/exercise/reading/read-exercise.ts'
import { copyOf, fillIn, makeExercise, runCommand, type MadeExercise } from './made-exercise.ts'

const replace =
  (file: string, from: string | RegExp, to: string | ((found: string) => string)) => (made: MadeExercise) =>
    made.edit(file, (text) => (typeof to === 'string' ? text.replace(from, to) : text.replace(from, to)))

describe('what new makes', () => {
  test('lists what is still to write, with file and line', async () => {
    await using made = await makeExercise('quiet-harbour', 'go')
    expect(made.made).toMatchObject({ code: 0 })
    expect(made.made.output).toMatch(/quiet-harbour\/exercise\.yml:5\n +still to write: one or two sentences/)
    const checked = await runCommand(made.parent, 'check', 'quiet-harbour', '--texts')
    expect(checked).toMatchObject({ code: 1, output: expect.stringMatching(/To mend \(\d\)/) })
  })

  test.each(['go', 'typescript'] as const)('is whole once that is written (%s)', async (language) => {
    await using made = await makeExercise('quiet-harbour', language)
    await fillIn(made.folder)
    const checked = await runCommand(made.parent, 'check', 'quiet-harbour', '--texts')
    expect(checked.output).toMatch('Quiet harbour 0.1.0')
    expect(checked, checked.output).toMatchObject({ code: 0, output: expect.not.stringMatching('✗') })
  })

  test.each([
    [['Quiet'], /"Quiet" cannot be an id/],
    [['quiet-harbour', '--language', 'cobol'], /Say which language/],
    [['quiet-harbour', '--tongue', 'go'], /Unknown option '--tongue'.*fairtime exercise new/s],
    [[], /fairtime exercise new ID/],
  ])('refuses %j in words', async (words, message) => {
    expect(await runCommand('/nowhere', 'new', ...words)).toMatchObject({
      code: 1,
      output: expect.stringMatching(message),
    })
  })

  test('leaves a folder alone that is there already', async () => {
    await using made = await makeExercise('quiet-harbour', 'go')
    const again = await runCommand(made.parent, 'new', 'quiet-harbour', '--language', 'go', '--in', '.')
    expect(again).toMatchObject({ code: 1, output: expect.stringMatching('is there already') })
  })
})

test('the dispatcher tells a command where the person stands', async () => {
  await using made = await makeExercise('quiet-harbour', 'go')
  const dispatcher = join(import.meta.dirname, '..', '..', '..', 'cli', 'fairtime.mjs')
  const words = ['exercise', 'new', 'quiet-harbour', '--language', 'go', '--in', '.']
  const said = await promisify(execFile)(process.execPath, [dispatcher, ...words], {
    cwd: made.parent,
  }).catch((failed: { stderr: string }) => failed)
  expect(said.stderr).toContain(`${made.folder} is there already`)
})

describe('a broken folder is told where', () => {
  let sound: MadeExercise
  beforeAll(async () => {
    sound = await makeExercise('quiet-harbour', 'go')
    await fillIn(sound.folder)
  })
  afterAll(() => sound[Symbol.asyncDispose]())
  test.each<[string, (made: MadeExercise) => Promise<unknown>, RegExp]>([
    [
      'a field that is wrong',
      replace('exercise.yml', '0.1.0', 'one'),
      /exercise\.yml:2\n +version: three numbers/,
    ],
    ['YAML that is none', replace('exercise.yml', 'criteria:', 'criteria: ['), /exercise\.yml:\d+\n/],
    [
      'a criterion nobody knows',
      replace('exercise.yml', /criterion: failures/, 'criterion: luck'),
      /exercise\.yml:3\d\n +checks\.2\.criterion: "luck"/,
    ],
    [
      'no manifest',
      (made) => rm(join(made.folder, 'exercise.yml')),
      /exercise\.yml\n +there is no such file/,
    ],
    [
      'no solution',
      (made) => rm(join(made.folder, 'solution'), { recursive: true }),
      /solution\n +the folder is missing/,
    ],
    [
      'a mutant that names a check nobody knows',
      replace('mutants/waits-for-ever/mutant.yml', 'book-hangs', 'book-sleeps'),
      /mutants\/waits-for-ever\/mutant\.yml:2\n +mustFail\.0: there is no check "book-sleeps"\n.*greets, unknown-guest/,
    ],
    [
      'a mutant without a list',
      replace('mutants/waits-for-ever/mutant.yml', /mustFail.*/, ''),
      /waits-for-ever\/mutant\.yml(:\d)?\n +mustFail: /,
    ],
    [
      'a mutant that is the solution',
      (made) => rm(join(made.folder, 'mutants/waits-for-ever/handler.go')),
      /waits-for-ever\n +this mutant is the same as the solution/,
    ],
    [
      'a check that no mutant shows to fail',
      (made) => rm(join(made.folder, 'mutants/waits-for-ever'), { recursive: true }),
      /exercise\.yml:3\d\n +no mutant must be caught by the check "book-hangs"/,
    ],
    [
      'a check without a point',
      replace('exercise.yml', ', points: [3]', ''),
      /exercise\.yml:3\d\n +the check "book-fails" does not say/,
    ],
    [
      'a point that does not exist',
      replace('exercise.yml', 'points: [3]', 'points: [3, 7]'),
      /exercise\.yml:3\d\n +the check "book-fails" tests point 7/,
    ],
    [
      'a point without a check',
      replace('instructions.md', /^6\. .*$/m, (line) => `${line}\n7. Guests get tea.`),
      /instructions\.md:\d+\n +no check tests point 7/,
    ],
    [
      'a criterion that no text mentions',
      replace('instructions.md', '**Honest about failures**', 'Failures'),
      /exercise\.yml:\d+\n +the criterion "Honest about failures" is mentioned neither/,
    ],
    [
      'a visible test that the solution lacks',
      (made) => rm(join(made.folder, 'solution/handler_test.go')),
      /solution\/handler_test\.go\n +this visible test is missing/,
    ],
    [
      'a name that is none',
      async (made) => {
        await mkdir(join(made.folder, 'solution/..odd'), { recursive: true })
        await writeFile(join(made.folder, 'solution/..odd/a:b'), 'x')
      },
      /solution\/\.\.odd\/a:b\n +its name holds a colon/,
    ],
  ])('%s', async (_title, breakIt, message) => {
    await using made = await copyOf(sound)
    await breakIt(made)
    const exercise = await readExercise(made.folder)
    const findings = 'findings' in exercise ? exercise.findings : judgeTexts(exercise)
    expect(findings.map((finding) => describeFinding('quiet-harbour', finding)).join('\n')).toMatch(message)
  })
})

test.each([
  ['1. a\n2. b\n\n## x\n\n3. c\n', [1, 2, 3]],
  ['1. a\n2. b\n\n1. another list\n2. that is no point\n', [1, 2]],
  ['   1. indented\n', []],
  ['2. begins late\n', []],
])('the points of %j are %j', (text, numbers) => {
  expect(listPoints(text).map((point) => point.number)).toEqual(numbers)
})
