/** From these ages of the oldest unsaved keystroke on the page says so aloud, and holds what would lose or overlook it. */
export const unsavedLimits = { warnMs: 15_000, holdMs: 30_000 } as const
