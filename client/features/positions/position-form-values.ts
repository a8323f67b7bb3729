import { answerWorkingDaysSchema, defaultAnswerWorkingDays } from '#contracts/api/calendars.ts'
import { positionLimits, type Position, type PositionDraft } from '#contracts/api/positions.ts'

export interface PositionFormValues {
  title: string
  summary: string
  exerciseIds: string[]
  reviewerIds: string[]
  answerWorkingDays: number | string
  calendarId: string | null
  /** `key` tells the lines of the form apart; `id` is there for an attribute that the position has already. */
  focusAttributes: { key: string; id?: string; title: string }[]
}

const empty: PositionFormValues = {
  title: '',
  summary: '',
  exerciseIds: [],
  reviewerIds: [],
  answerWorkingDays: defaultAnswerWorkingDays,
  calendarId: null,
  focusAttributes: [],
}

export function valuesOf(position: Position | null): PositionFormValues {
  if (position === null) return empty
  return {
    title: position.title,
    summary: position.summary,
    exerciseIds: [...position.exerciseIds],
    reviewerIds: position.reviewers.map(({ id }) => id),
    answerWorkingDays: position.answerWorkingDays,
    calendarId: position.calendarId,
    focusAttributes: position.focusAttributes.map(({ id, title }) => ({ key: id, id, title })),
  }
}

const { titleLength, summaryLength, attributeLength } = positionLimits

export const positionFormRules = {
  title: (value: string) => {
    if (value.trim() === '') return 'Write a title'
    return value.trim().length > titleLength ? `A title can have ${titleLength} characters at most` : null
  },
  summary: (value: string) =>
    value.trim().length > summaryLength ? `A summary can have ${summaryLength} characters at most` : null,
  exerciseIds: (value: string[]) => (value.length === 0 ? 'Choose at least one exercise' : null),
  answerWorkingDays: (value: number | string) =>
    answerWorkingDaysSchema.safeParse(value).error?.issues[0]?.message ?? null,
  focusAttributes: {
    title: (value: string) =>
      value.trim().length > attributeLength
        ? `A focus attribute can have ${attributeLength} characters at most`
        : null,
  },
}

/** Lines that were left empty are no attributes. */
export function toDraft(values: PositionFormValues): PositionDraft {
  const { focusAttributes, ...rest } = values
  return {
    ...rest,
    answerWorkingDays: Number(rest.answerWorkingDays),
    focusAttributes: focusAttributes
      .filter(({ title }) => title.trim() !== '')
      .map(({ id, title }) => (id === undefined ? { title } : { id, title })),
  }
}

/** The field that shows what the server says of a part of the request. */
export function positionFieldOf(path: string): string | null {
  const [part = ''] = path.split('.')
  return ['title', 'summary', 'exerciseIds', 'reviewerIds', 'answerWorkingDays', 'calendarId'].includes(part)
    ? part
    : null
}
