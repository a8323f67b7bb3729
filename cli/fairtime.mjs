#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const commands = {
  start: { script: 'scripts/start.ts', does: 'all set-up, then the product' },
  test: { script: 'scripts/test.ts', does: 'all set-up, then every test; further words go to vitest' },
  setup: { script: 'scripts/setup.ts', does: 'all set-up and nothing else' },
  'bench runs': {
    script: 'cli/bench/runs.ts',
    does: 'click to verdict against the bare command and docker run, fails where a bar is missed: [--quick] [--json FILE] [--only NAME] [--report-only]',
  },
  'bench candidates': {
    script: 'cli/bench/candidates.ts',
    does: 'load test: saves, starts and ends of 2,000 candidates, or with --abuse what one can do to all others; fails where a bar is missed: [--quick] [--abuse] [--json FILE] [--report-only]',
  },
  'bench board': {
    script: 'cli/bench/board/main.ts',
    does: '10,000 invitations, five boards open, 200 changes in ten seconds; fails where a bar is missed: [--quick] [--json FILE] [--report-only]',
  },
  'exercise check': { script: 'cli/exercise/check.ts', does: 'proves an exercise: FOLDER' },
  'exercise new': { script: 'cli/exercise/new.ts', does: 'begins an exercise: ID --language go|typescript' },
  'exercise try': {
    script: 'cli/exercise/try.ts',
    does: 'works on one as a candidate would: FOLDER --in MY-ATTEMPT',
  },
  doctor: { script: 'cli/doctor/main.ts', does: 'what is here, what is weak and how to mend it' },
  verdicts: {
    script: 'cli/verdicts/main.ts',
    does: 'grades stored submissions three times, fails where any came out otherwise: [--submissions 100] [--slots 4] [--json]',
  },
  corpus: {
    script: 'cli/corpus/main.ts',
    does: 'runs every hostile program: [--quick] [--only 26,27] [--json]',
  },
}

const words = process.argv.slice(2)
const length = Object.hasOwn(commands, `${words[0]} ${words[1]}`) ? 2 : 1
const name = words.slice(0, length).join(' ')
if (Object.hasOwn(commands, name)) {
  const { script } = commands[name]
  // Set-up runs in the checkout, so commands that take paths are told where the person stands.
  const from = length === 2 ? ['--from', process.cwd()] : []
  const args = [join(here, '..', 'scripts', 'bootstrap.mjs'), script, ...from, ...words.slice(length)]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
} else {
  const isHelp = name === '' || name === 'help' || name === '--help'
  if (!isHelp) console.error(`There is no command "${name}".`)
  console.log('fairtime COMMAND')
  for (const [word, { does }] of Object.entries(commands)) console.log(`  ${word.padEnd(18)}${does}`)
  process.exit(isHelp ? 0 : 2)
}
