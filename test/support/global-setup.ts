import pg from 'pg'
import { connectDatabase } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { databaseUrlOf, templateName, testSettings } from './settings.ts'

/** Makes the one database that every test clones, in its newest form. */
export async function setup(): Promise<void> {
  const settings = testSettings()
  const admin = new pg.Client({ connectionString: settings.adminDatabaseUrl })
  await admin.connect()
  await admin.query(`drop database if exists ${templateName} with (force)`)
  await admin.query(`create database ${templateName}`)
  await admin.end()
  const db = connectDatabase(databaseUrlOf(settings, templateName))
  await migrate(db)
  await db.destroy()
}
