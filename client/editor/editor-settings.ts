import { z } from 'zod'

export const fontSizes = { leastPx: 10, mostPx: 24 } as const

/** How somebody likes their editor; the same in every attempt. */
export const editorSettingsSchema = z.object({
  fontSizePx: z.int().min(fontSizes.leastPx).max(fontSizes.mostPx),
  vimKeys: z.boolean(),
})
export type EditorSettings = z.infer<typeof editorSettingsSchema>

export const usualSettings: EditorSettings = { fontSizePx: 13, vimKeys: false }
