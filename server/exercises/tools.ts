import { z } from 'zod'
import type { Language } from '#contracts/languages.ts'
import { toolSchema, type Tool } from '#contracts/tools.ts'
import type { Reader } from '../db/connect.ts'
import { readSetting, writeSetting } from '../db/settings.ts'

const settingOf = (language: Language) => `tools_${language}`

/** What a worker said last of the programs that code runs with. */
export async function keepTools(db: Reader, language: Language, tools: readonly Tool[]): Promise<void> {
  await writeSetting(db, settingOf(language), JSON.stringify(tools))
}

/** Empty before a worker has said. */
export async function findTools(db: Reader, language: Language): Promise<Tool[]> {
  const value = await readSetting(db, settingOf(language))
  return value === null ? [] : z.array(toolSchema).parse(JSON.parse(value))
}
