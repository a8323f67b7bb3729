import type { Language } from '#contracts/languages.ts'
import { goKit } from './go.ts'
import type { LanguageKit } from './language.ts'
import { typescriptKit } from './typescript.ts'

/** A language that the contracts name and this table lacks does not compile. */
export const languageKits: Record<Language, LanguageKit> = { go: goKit, typescript: typescriptKit }
