import { z } from 'zod'
import { languages, languageSchema } from './languages.ts'

const idSchema = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes')

/** What a candidate is shown before the start, and the only things a rubric item or a check may be tied to. */
export const criterionSchema = z.object({
  id: idSchema,
  title: z.string().min(1).max(80),
  description: z.string().min(1).max(400),
})

/** One named hidden expectation. */
export const checkDeclarationSchema = z
  .object({
    id: idSchema,
    title: z.string().min(1).max(120),
    criterion: idSchema,
    /** The numbers of the points in the instructions that it tests. */
    points: z.array(z.int().min(1)).default([]),
    /** The candidate sees its result during the attempt. */
    open: z.boolean().default(false),
    /** Part of what the instructions call optional: shown to reviewers, but nothing that a verdict depends on. */
    optional: z.boolean().default(false),
    /** No probe makes it: Go's race detector looks on while the probes are made a second time. */
    raceDetector: z.boolean().default(false),
  })
  // What a detector inside the program says is the program's own word, which no verdict may depend on.
  .transform((check) => ({ ...check, optional: check.optional || check.raceDetector }))

const rubricLevelSchema = z.object({ score: z.int().min(1).max(4), anchor: z.string().min(1).max(300) })

/** One thing a reviewer judges, with a written anchor for every level, lowest first. */
export const rubricItemSchema = z.object({
  id: idSchema,
  title: z.string().min(1).max(80),
  criterion: idSchema,
  levels: z.array(rubricLevelSchema).length(4),
})

export const limitsSchema = z.object({
  wallMs: z.int().min(1_000).max(600_000),
  memoryMiB: z.int().min(128).max(4_096),
  pids: z.int().min(32).max(512).default(256),
  outputKiB: z.int().min(16).max(1_024).default(256),
})
export type Limits = z.infer<typeof limitsSchema>

/** `exercise.yml`: everything the platform must know of an exercise; its prose lives in the files beside it. */
export const exerciseManifestSchema = z
  .object({
    id: idSchema,
    version: z.string().regex(/^\d+\.\d+\.\d+$/, 'three numbers, as in 1.0.0'),
    title: z.string().min(1).max(80),
    summary: z.string().min(1).max(300),
    language: languageSchema,
    durationMinutes: z.int().min(5).max(480),
    measures: z.array(z.string().min(1)).min(1),
    allowedHelp: z.array(z.string().min(1)).min(1),
    /** What a candidate may do with AI assistants, in words; shown before the start. */
    aiPolicy: z.string().min(1).max(400).optional(),
    constraints: z.array(z.string().min(1)).default([]),
    entryFile: z.string().min(1),
    criteria: z.array(criterionSchema).min(1),
    checks: z.array(checkDeclarationSchema).min(6),
    rubric: z.array(rubricItemSchema).min(1),
    limits: z.object({ visible: limitsSchema, graded: limitsSchema }),
  })
  .superRefine((manifest, context) => {
    const known = new Set(manifest.criteria.map((criterion) => criterion.id))
    for (const list of ['checks', 'rubric'] as const) {
      const seen = new Set<string>()
      manifest[list].forEach((item, index) => {
        if (seen.has(item.id)) {
          context.addIssue({
            code: 'custom',
            path: [list, index, 'id'],
            message: `"${item.id}" is used twice`,
          })
        }
        seen.add(item.id)
        if (!known.has(item.criterion)) {
          context.addIssue({
            code: 'custom',
            path: [list, index, 'criterion'],
            message: `"${item.criterion}" is not among the criteria that candidates are shown`,
          })
        }
      })
    }
    const raceChecks = manifest.checks.flatMap((check, index) => (check.raceDetector ? [index] : []))
    const [first, second] = raceChecks
    const refuse = (index: number, message: string) =>
      context.addIssue({ code: 'custom', path: ['checks', index, 'raceDetector'], message })
    if (first !== undefined && !languages[manifest.language].hasRaceDetector)
      refuse(first, `${languages[manifest.language].name} has no race detector`)
    if (second !== undefined) refuse(second, 'one check of this kind is enough: it tells of every race')
  })
export type ExerciseManifest = z.infer<typeof exerciseManifestSchema>

/** Versions that were stored before a field existed lack it. */
type StoredCheck = Pick<z.infer<typeof checkDeclarationSchema>, 'id' | 'title'> & {
  optional?: boolean
  raceDetector?: boolean
}

/** Who makes which check of a graded run: the prober all but the one that is the race detector's. */
export function shareOutChecks(checks: readonly StoredCheck[]) {
  const probed = checks.filter((check) => check.raceDetector !== true)
  const raceCheck = checks.find((check) => check.raceDetector === true)
  return {
    checkIds: probed.map((check) => check.id),
    optionalCheckIds: probed.filter((check) => check.optional === true).map((check) => check.id),
    ...(raceCheck && { raceCheck: { id: raceCheck.id, title: raceCheck.title } }),
  }
}
