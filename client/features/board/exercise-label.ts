import type { BoardRow } from '#contracts/api/board/board.ts'
import { languages } from '#contracts/languages.ts'

/** What somebody takes, with its version and language; while they have still to choose, that. */
export const exerciseLabel = (exercise: BoardRow['exercise']): string =>
  exercise === null
    ? 'Exercise not chosen yet'
    : `${exercise.title} ${exercise.version}, ${languages[exercise.language].name}`
