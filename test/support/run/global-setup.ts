import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import pg from 'pg'
import { connectDatabase } from '../../../server/db/connect.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { eventually } from '../eventually.ts'
import { databaseUrlOf, templateName, testSettings } from './settings.ts'

const run = promisify(execFile)

/** Makes the one database that every test clones, in its newest form. */
export async function setup(): Promise<() => Promise<void>> {
  const settings = testSettings()
  const before = new Set(await listAllBoxes(settings.dockerHost))
  const admin = new pg.Client({ connectionString: settings.adminDatabaseUrl })
  await admin.connect()
  await admin.query(`drop database if exists ${templateName} with (force)`)
  await admin.query(`create database ${templateName}`)
  await admin.end()
  const db = connectDatabase(databaseUrlOf(settings, templateName))
  await migrate(db)
  await db.destroy()
  return async () => {
    const leaked = await eventually(async () => {
      const left = (await listAllBoxes(settings.dockerHost)).filter((box) => !before.has(box))
      return left.length === 0 ? ['none'] : null
    }, 20_000).catch(() => listAllBoxes(settings.dockerHost))
    if (leaked[0] !== 'none') throw new Error(`The tests left boxes behind: ${leaked.join(', ')}`)
  }
}

/** Every box of Fairtime on the engine, whoever's it is, by installation: those of a running `npm start` are not the tests'. */
async function listAllBoxes(dockerHost: string): Promise<string[]> {
  const format = '{{.Label "fairtime.installation"}}'
  const filter = ['--all', '--filter', 'label=fairtime.installation', '--format', format]
  const { stdout } = await run('docker', ['-H', dockerHost, 'ps', ...filter])
  return stdout.split('\n').filter((line) => line.length > 0)
}
