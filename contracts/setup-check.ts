import { z } from 'zod'

/** What an exercise needs of a computer and of us. `git` is tried by those alone who mean to use it. */
export const setupCheckSchema = z.enum(['storage', 'socket', 'zip', 'run', 'git'])
export type SetupCheck = z.infer<typeof setupCheckSchema>

/** `warn`: something is missing, and the exercise works without. `bad`: it does not work. */
export const setupCheckStateSchema = z.enum(['ok', 'warn', 'fail'])

export const setupCheckStatesSchema = z.partialRecord(setupCheckSchema, setupCheckStateSchema)
export type SetupCheckStates = z.infer<typeof setupCheckStatesSchema>

/** What a candidate found when they checked their computer, for whoever helps them. */
export const setupResultSchema = z.object({ checkedAt: z.iso.datetime(), checks: setupCheckStatesSchema })
