import type { Language } from '#contracts/languages.ts'
import { goKit, goRaceKit } from './go/go.ts'
import type { LanguageKit } from './language.ts'
import { typescriptKit } from './typescript/typescript.ts'

/** A language that the contracts name and this table lacks does not compile. */
export const languageKits: Record<Language, LanguageKit> = { go: goKit, typescript: typescriptKit }

/** How the visible tests of a language are run here. */
export function visibleKit(language: Language, options: { hasRaceDetector: boolean }): LanguageKit {
  return language === 'go' && options.hasRaceDetector ? goRaceKit : languageKits[language]
}

/** How a program is built so that it tells of its own data races; null where a language has no such thing. */
export function raceKit(language: Language): LanguageKit | null {
  return language === 'go' ? goRaceKit : null
}
