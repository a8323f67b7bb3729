import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findLayoutFaults } from './layout.ts'

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  encoding: 'utf8',
})
const faults = findLayoutFaults(listed.split('\0').filter((path) => path !== '' && existsSync(path)))
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
