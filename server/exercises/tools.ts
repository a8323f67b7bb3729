import { z } from 'zod'
import type { Language } from '#contracts/languages.ts'
import { toolSchema, type Tool } from '#contracts/tools.ts'
import type { Reader } from '../db/connect.ts'

const settingOf = (language: Language) => `tools_${language}`

/** What a worker said last of the programs that code runs with. */
export async function keepTools(db: Reader, language: Language, tools: readonly Tool[]): Promise<void> {
  const value = JSON.stringify(tools)
  await db
    .insertInto('settings')
    .values({ key: settingOf(language), value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

/** Empty before a worker has said. */
export async function findTools(db: Reader, language: Language): Promise<Tool[]> {
  const key = settingOf(language)
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
  return row === undefined ? [] : z.array(toolSchema).parse(JSON.parse(row.value))
}
