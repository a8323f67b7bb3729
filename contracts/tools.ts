import { z } from 'zod'

/** One program of a sandbox image, as it names its own version: Go 1.24.4. */
export const toolSchema = z.object({ name: z.string().min(1).max(40), version: z.string().min(1).max(60) })
export type Tool = z.infer<typeof toolSchema>
