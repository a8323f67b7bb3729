import { readFileSync, writeFileSync } from 'node:fs'
import { format } from 'prettier'
import { serverEnvironmentSchema } from '../../server/config.ts'
import { workerEnvironmentSchema } from '../../workers/config.ts'
import { settingsTable, withSettings } from './settings-table.ts'

/** Holds docs/operators.md against the settings of both processes; `--write` brings it up to date. */
const file = 'docs/operators.md'
const settings = [
  '### Server',
  settingsTable(serverEnvironmentSchema),
  '### Worker',
  settingsTable(workerEnvironmentSchema),
].join('\n\n')
const text = readFileSync(file, 'utf8')
const wanted = await format(withSettings(text, settings), { parser: 'markdown', printWidth: 110 })
if (process.argv.includes('--write')) writeFileSync(file, wanted)
else if (text !== wanted) {
  console.error(`${file} does not tell the settings as they are: npm run docs -- --write`)
  process.exitCode = 1
}
