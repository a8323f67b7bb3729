import { z } from 'zod'

/** What an exercise needs of a computer and of us. `git` is tried by those alone who mean to use it. */
export const setUpLightSchema = z.enum(['storage', 'socket', 'zip', 'run', 'git'])
export type SetUpLight = z.infer<typeof setUpLightSchema>

/** `warn`: something is missing, and the exercise works without. `bad`: it does not work. */
export const setUpStateSchema = z.enum(['ok', 'warn', 'bad'])

export const setUpLightsSchema = z.partialRecord(setUpLightSchema, setUpStateSchema)
export type SetUpLights = z.infer<typeof setUpLightsSchema>

/** What a candidate found when they checked their computer, for whoever helps them. */
export const setUpSchema = z.object({ checkedAt: z.iso.datetime(), lights: setUpLightsSchema })
