import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openInstallation } from '../bench/installation.ts'
import { readExercise, type Exercise } from '../exercise/reading/read-exercise.ts'
import { openInstallPaths } from '../../scripts/setup/install-paths.ts'
import { runScript } from '../../scripts/setup/run-script.ts'
import { say } from '../../scripts/setup/log.ts'
import { openSecrets } from '../../scripts/setup/secrets.ts'
import { startServices } from '../../scripts/setup/services.ts'
import { proveVerdicts, type Proof } from './prove-verdicts.ts'

const sayEvery = 20

const { values } = parseArgs({
  options: {
    submissions: { type: 'string', default: '100' },
    slots: { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
})

await runScript(async ({ onEnd }) => {
  const place = openInstallPaths('test')
  const services = await startServices(place, {
    secrets: openSecrets(place),
    isDurable: true,
    alsoNeeds: [],
  })
  onEnd(services.stop)
  const exercises = await readShipped(join(place.checkout, 'exercises'))
  const installation = await openInstallation(services)
  onEnd(installation.stop)
  const worker = await installation.startWorker({
    RUN_SLOTS: '1',
    SUBMISSION_SLOTS: values.slots,
    REGRADE_SLOTS: values.slots,
  })
  onEnd(worker.stop)
  const tell = values.json ? console.error : say
  const plan = { exercises, submissions: Number(values.submissions), regrades: 2 }
  const proof = await proveVerdicts(installation.server.deps, plan, (done, total) => {
    if (done % sayEvery === 0 || done === total) tell(`  ${done} of ${total} graded`)
  })
  describe(proof).forEach((line) => tell(line))
  if (values.json) console.log(JSON.stringify(proof, null, 2))
  const isWhole = proof.gradings === plan.submissions * (plan.regrades + 1)
  return isWhole && proof.flips.length === 0 && proof.platformErrors === 0 ? 0 : 1
})

/** The exercises that are shipped; what begins with an underscore is no exercise. */
async function readShipped(folder: string): Promise<Exercise[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const exercises: Exercise[] = []
  for (const { name } of entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))) {
    const exercise = await readExercise(join(folder, name))
    if ('findings' in exercise) throw new Error(`${name} is faulty; see: fairtime exercise check ${name}`)
    exercises.push(exercise)
  }
  return exercises
}

function describe(proof: Proof): string[] {
  const seconds = proof.roundsMs.map((ms) => `${Math.round(ms / 1_000)} s`).join(', ')
  return [
    ...proof.flips.map(({ what, of, seen }) => `  ✗ ${what}: ${of} ${seen.join(' → ')}`),
    `${proof.submissions} submissions, ${proof.gradings} gradings (${seconds}): ` +
      `${proof.flips.length} flips, ${proof.platformErrors} platform errors`,
  ]
}
