#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const commands = {
  start: { script: 'start.ts', does: 'all set-up, then the product' },
  test: { script: 'test.ts', does: 'all set-up, then every test; further words go to vitest' },
  setup: { script: 'setup.ts', does: 'all set-up and nothing else' },
}

const [name = '', ...args] = process.argv.slice(2)
if (Object.hasOwn(commands, name)) {
  const script = join('scripts', commands[name].script)
  const child = spawn(process.execPath, [join(here, 'bootstrap.mjs'), script, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
} else {
  const isHelp = name === '' || name === 'help' || name === '--help'
  if (!isHelp) console.error(`There is no command "${name}".`)
  console.log('fairtime COMMAND')
  for (const [word, { does }] of Object.entries(commands)) console.log(`  ${word.padEnd(8)}${does}`)
  process.exit(isHelp ? 0 : 2)
}
