import { languageIds, type Language } from '#contracts/languages.ts'
import type { LanguageKit } from './language.ts'

const kits = new Map<Language, LanguageKit>()
for (const language of languageIds) kits.set(language, await loadKit(language))

/** Every language of the contracts has a folder here, whose `kit.ts` exports its `kit`; a worker without one does not start. */
async function loadKit(language: Language): Promise<LanguageKit> {
  const module: unknown = await import(`./${language}/kit.ts`)
  if (!hasKit(module)) throw new Error(`workers/languages/${language}/kit.ts exports no "kit".`)
  return module.kit
}

/** The compiler has checked the kit where it is written. */
function hasKit(module: unknown): module is { kit: LanguageKit } {
  return typeof module === 'object' && module !== null && 'kit' in module
}

export function kitOf(language: Language): LanguageKit {
  const kit = kits.get(language)
  if (kit === undefined) throw new Error(`There is no language "${language}".`)
  return kit
}

/** How the visible tests of a language are run here. */
export function visibleKit(language: Language, options: { hasRaceDetector: boolean }): LanguageKit {
  const kit = kitOf(language)
  return options.hasRaceDetector ? (kit.race ?? kit) : kit
}
