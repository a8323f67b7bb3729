import { writeFile } from 'node:fs/promises'
import { basename, dirname, relative } from 'node:path'
import { runScript, type Script } from '../../scripts/setup/run-script.ts'
import { say, secondsSince } from '../../scripts/setup/log.ts'
import { readArguments, readCount } from './arguments.ts'
import { openBoxes } from './boxes.ts'
import { describeFinding } from './finding.ts'
import { judgeProof } from './judging/judge-proof.ts'
import { judgeTexts } from './judging/judge-texts.ts'
import type { ProofFacts } from './judging/facts.ts'
import { prove, usualParallel, type Progress, type ProofPlan } from './prove.ts'
import { readExercise, type Exercise } from './reading/read-exercise.ts'
import { describeProof, proofAsData } from './report.ts'

const usage = `fairtime exercise check FOLDER: proves an exercise in the boxes that candidates' code runs in

  --times N        grade the solution N times (20)
  --mutants A,B    try only these mutants (all)
  --parallel N     so many runs at once (one for each core)
  --texts          look at the files only, without Docker
  --json FILE      write the result as data, too`

await runScript(async (script) => {
  const startedAt = performance.now()
  const options = readOptions()
  const folder = shownPath(options.folder)
  const exercise = await readExercise(options.folder)
  if ('findings' in exercise) {
    for (const finding of exercise.findings) say(`✗ ${describeFinding(folder, finding)}`)
    await writeData(options.jsonFile, { isProven: false, findings: exercise.findings })
    return 1
  }
  const unknown = options.mutants?.find((name) => !exercise.mutants.some((mutant) => mutant.name === name))
  if (unknown !== undefined) throw new Error(`There is no mutant "${unknown}" in ${folder}/mutants.`)
  const facts = options.isTextsOnly ? null : await proveInBoxes({ script, startedAt }, exercise, options)
  const findings = [...judgeTexts(exercise), ...(facts === null ? [] : judgeProof(exercise, facts))]
  const proof = { folder, exercise, facts, findings }
  for (const line of describeProof(proof)) say(line)
  say(`\nThis took ${secondsSince(startedAt)}.`)
  await writeData(options.jsonFile, proofAsData(proof))
  return findings.length === 0 ? 0 : 1
})

async function proveInBoxes(
  { script, startedAt }: { script: Script; startedAt: number },
  exercise: Exercise,
  plan: ProofPlan,
): Promise<ProofFacts> {
  const boxes = await openBoxes()
  script.onEnd(boxes.stop)
  say(`${exercise.manifest.title}: the boxes are ready (${secondsSince(startedAt)})`)
  const onProgress: Progress = ({ done, total, what, run }) => {
    const failed = run.failed.length > 0 && run.cards.length > 0 ? `, fails ${run.failed.join(', ')}` : ''
    const place = `[${String(done).padStart(String(total).length)}/${total}]`
    const took = `${(run.durationMs / 1_000).toFixed(1)} s`
    say(`${place} ${secondsSince(startedAt)}  ${what}: ${run.verdict}${failed} (${took})`)
  }
  return prove({ boxes, onProgress }, exercise, plan)
}

function readOptions() {
  const { first, values, path } = readArguments(
    {
      times: { type: 'string' },
      mutants: { type: 'string' },
      parallel: { type: 'string' },
      texts: { type: 'boolean' },
      json: { type: 'string' },
    },
    usage,
  )
  return {
    folder: path(first),
    times: readCount(values.times, 'times', 20),
    parallel: readCount(values.parallel, 'parallel', usualParallel()),
    mutants: values.mutants?.split(',') ?? null,
    isTextsOnly: values.texts ?? false,
    jsonFile: values.json === undefined ? null : path(values.json),
  }
}

/** As a person would write it: the folder and the one it is in. */
function shownPath(folder: string): string {
  return relative(dirname(dirname(folder)), folder) || basename(folder)
}

async function writeData(file: string | null, data: object): Promise<void> {
  if (file !== null) await writeFile(file, `${JSON.stringify(data, null, 2)}\n`)
}
