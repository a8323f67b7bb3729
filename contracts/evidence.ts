import { z } from 'zod'

/** One request that the scripted upstream saw, for the timeline a reviewer is shown. Times count from the check's start. */
export const timelineEntrySchema = z.object({
  label: z.string().max(200),
  startMs: z.number().min(0),
  endMs: z.number().min(0),
  outcome: z.string().max(80),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

/** What one check found: behaviour in words, never points. */
export const evidenceCardSchema = z.object({
  checkId: z.string().min(1).max(80),
  title: z.string().min(1).max(120),
  expected: z.string().min(1).max(500),
  seen: z.string().min(1).max(2_000),
  passed: z.boolean(),
  /** It says nothing about the code, because something kept us from looking; then `passed` is false. */
  couldNotLook: z.boolean().optional(),
  durationMs: z.number().min(0),
  timeline: z.array(timelineEntrySchema).max(100).default([]),
})
export type EvidenceCard = z.infer<typeof evidenceCardSchema>

/**
 * The prober's own standard output: one JSON frame a line. `ready` comes once the candidate's service answers on its port,
 * `finished` last and exactly once; a run without it is a platform error, never a pass.
 */
export const proberFrameSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), afterMs: z.number().min(0) }),
  z.object({ type: z.literal('never-ready'), waitedMs: z.number().min(0), reason: z.string().max(500) }),
  z.object({ type: z.literal('card'), card: evidenceCardSchema }),
  z.object({ type: z.literal('finished'), checkIds: z.array(z.string()) }),
])
export type ProberFrame = z.infer<typeof proberFrameSchema>
