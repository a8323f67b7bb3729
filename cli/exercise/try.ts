import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { runScript, type Script } from '../../scripts/setup/run-script.ts'
import { say } from '../../scripts/setup/log.ts'
import { readArguments } from './arguments.ts'
import { openBoxes, type Boxes } from './boxes.ts'
import { describeGrade } from './cards.ts'
import { factsOf } from './judging/facts.ts'
import { describeFinding } from './finding.ts'
import { readContent, type ExerciseContent } from './reading/read-exercise.ts'
import { readTree } from './reading/read-tree.ts'

const usage = `fairtime exercise try FOLDER: work on an exercise as a candidate would, on this machine

  --in MY-ATTEMPT   where your copy of the starter is, or is made (ID-attempt)
  --run             run the visible tests once, and end
  --grade           grade it once, show the evidence, and end

Without --run or --grade it asks what to do, again and again.`

interface Attempt {
  content: ExerciseContent
  copy: string
  boxes: Boxes
}

await runScript(async (script) => {
  const { first, values, path } = readArguments(
    { in: { type: 'string' }, run: { type: 'boolean' }, grade: { type: 'boolean' } },
    usage,
  )
  const folder = path(first)
  const content = await readContent(folder)
  if ('findings' in content) {
    for (const finding of content.findings) say(`✗ ${describeFinding(basename(folder), finding)}`)
    return 1
  }
  const copy = path(values.in ?? `${content.manifest.id}-attempt`)
  await prepareCopy(content, copy)
  const boxes = await openBoxes()
  script.onEnd(boxes.stop)
  const attempt = { content, copy, boxes }
  if (values.run !== true && values.grade !== true) return askAgainAndAgain(script, attempt)
  const isRunFine = values.run === true ? await runVisible(attempt) : true
  const isGradeFine = values.grade === true ? await grade(attempt) : true
  return isRunFine && isGradeFine ? 0 : 1
})

/** What is there already is somebody's work and is left alone. */
async function prepareCopy({ starter, instructions }: ExerciseContent, copy: string): Promise<void> {
  if (existsSync(copy) && (await readdir(copy)).length > 0) return say(`Your work is in ${copy}`)
  for (const file of starter) {
    const target = join(copy, file.path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, file.content)
  }
  say(`${instructions.trim()}\n\nThe starter is in ${copy}; open it in your editor.`)
}

async function askAgainAndAgain({ interruption }: Script, attempt: Attempt): Promise<number> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const ask = () => void process.stdout.write('\nrun, grade or quit? ')
  terminal.once('SIGINT', () => terminal.close())
  void interruption.asked.then(() => terminal.close())
  ask()
  for await (const line of terminal) {
    const word = line.trim().toLowerCase()
    if (word === 'run' || word === 'r') await runVisible(attempt)
    else if (word === 'grade' || word === 'g') await grade(attempt)
    else if (word === 'quit' || word === 'q') break
    ask()
  }
  terminal.close()
  return 0
}

async function runVisible(attempt: Attempt): Promise<boolean> {
  return execute(attempt, 'visible')
}

async function grade(attempt: Attempt): Promise<boolean> {
  say('grading; this takes a while')
  return execute(attempt, 'graded')
}

async function execute({ content, copy, boxes }: Attempt, kind: 'visible' | 'graded'): Promise<boolean> {
  const tree = await readTree(copy, basename(copy))
  if ('fault' in tree) {
    say(`✗ ${describeFinding(dirname(copy), tree.fault)}`)
    return false
  }
  const onOutput = (text: string) => void process.stdout.write(text)
  const checks = content.manifest.checks
  const outcome = await boxes.run(content, { kind, files: tree.files, onOutput })
  const facts = factsOf(outcome, kind === 'graded' ? checks.map((check) => check.id) : [])
  const isOptional = (id: string) => checks.some((check) => check.id === id && check.optional)
  if (kind === 'graded') for (const line of describeGrade(facts, isOptional)) say(line)
  else say(`\n${facts.verdict}: ${facts.cause} (${(facts.durationMs / 1_000).toFixed(1)} s)`)
  return facts.verdict === 'passed'
}
