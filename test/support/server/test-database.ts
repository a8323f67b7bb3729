import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { databaseUrlOf, templateName, testSettings } from '../run/settings.ts'

interface OwnDatabase {
  url: string
  drop(): Promise<void>
}

/** A database of its own, cloned from the template in some thirty milliseconds. */
export const cloneDatabase = (): Promise<OwnDatabase> => createDatabase(templateName)

/** One without any table. */
export const emptyDatabase = (): Promise<OwnDatabase> => createDatabase('template0')

async function createDatabase(template: string): Promise<OwnDatabase> {
  const settings = testSettings()
  const name = `test_${randomBytes(6).toString('hex')}`
  const run = async (sql: string) => {
    const admin = new pg.Client({ connectionString: settings.adminDatabaseUrl })
    await admin.connect()
    try {
      await admin.query(sql)
    } finally {
      await admin.end()
    }
  }
  await retryWhileBusy(() => run(`create database ${name} template ${template}`))
  return {
    url: databaseUrlOf(settings, name),
    drop: () => run(`drop database if exists ${name} with (force)`),
  }
}

/** Two clones at the same moment disturb each other; the later one tries again. */
async function retryWhileBusy(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      const busy = error instanceof pg.DatabaseError && error.code === '55006'
      if (!busy || tries === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
