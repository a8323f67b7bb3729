import { z } from 'zod'
import { languageSchema } from '../languages.ts'
import { anyStaff, type RouteTable } from '../route.ts'

export const exerciseSummarySchema = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  summary: z.string(),
  language: languageSchema,
  durationMinutes: z.int(),
  checkCount: z.int(),
})
export type ExerciseSummary = z.infer<typeof exerciseSummarySchema>

/** A folder that could not be loaded, with where to look. */
export const exerciseProblemSchema = z.object({
  folder: z.string(),
  file: z.string(),
  line: z.int().nullable(),
  reason: z.string(),
})
export type ExerciseProblem = z.infer<typeof exerciseProblemSchema>

export const exercisesApi = {
  listExercises: {
    method: 'GET',
    path: '/api/exercises',
    summary: 'The newest version of every exercise, and the folders that could not be loaded.',
    access: anyStaff,
    response: z.object({
      exercises: z.array(exerciseSummarySchema),
      problems: z.array(exerciseProblemSchema),
    }),
  },
} as const satisfies RouteTable
