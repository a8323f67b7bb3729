import { z } from 'zod'

/** The languages an exercise can be taken in; each has one sandbox image and one file in `workers/languages`. */
export const languageSchema = z.enum(['go', 'typescript'])
export type Language = z.infer<typeof languageSchema>

export const languageNames: Record<Language, string> = { go: 'Go', typescript: 'TypeScript' }
