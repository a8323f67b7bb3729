import { answerWorkingDaysSchema, defaultAnswerWorkingDays } from '#contracts/api/promises/calendars.ts'
import {
  positionLimits,
  retentionDaysSchema,
  type Position,
  type PositionDraft,
} from '#contracts/api/positions.ts'
import { mailWordsProblem, plainTextProblem } from '#contracts/fields/mail-words.ts'

export interface PositionFormValues {
  title: string
  summary: string
  exerciseIds: string[]
  reviewerIds: string[]
  /** By reviewer, the exercises that they may be given; whoever is not here may be given all. */
  eligibility: Record<string, string[]>
  aiPolicy: string
  feedbackPolicy: string
  mailIntro: string
  mailSignature: string
  answerWorkingDays: number | string
  /** Empty for as long as everywhere. */
  retentionDays: number | string
  calendarId: string | null
  /** `key` tells the lines of the form apart; `id` is there for an attribute that the position has already. */
  focusAttributes: { key: string; id?: string; title: string }[]
}

const empty: PositionFormValues = {
  title: '',
  summary: '',
  exerciseIds: [],
  reviewerIds: [],
  eligibility: {},
  aiPolicy: '',
  feedbackPolicy: '',
  mailIntro: '',
  mailSignature: '',
  answerWorkingDays: defaultAnswerWorkingDays,
  retentionDays: '',
  calendarId: null,
  focusAttributes: [],
}

export function valuesOf(position: Position | null): PositionFormValues {
  if (position === null) return empty
  const marked = position.reviewers.filter(({ exerciseIds }) => exerciseIds.length > 0)
  return {
    title: position.title,
    summary: position.summary,
    exerciseIds: [...position.exerciseIds],
    reviewerIds: position.reviewers.map(({ id }) => id),
    eligibility: Object.fromEntries(marked.map(({ id, exerciseIds }) => [id, exerciseIds])),
    aiPolicy: position.aiPolicy,
    feedbackPolicy: position.feedbackPolicy,
    mailIntro: position.mailIntro,
    mailSignature: position.mailSignature,
    answerWorkingDays: position.answerWorkingDays,
    retentionDays: position.retentionDays ?? '',
    calendarId: position.calendarId,
    focusAttributes: position.focusAttributes.map(({ id, title }) => ({ key: id, id, title })),
  }
}

/** Of a copy: all but the title, and attributes that get ids of their own. */
export function copyOf(position: Position): PositionFormValues {
  const values = valuesOf(position)
  const title = `Copy of ${values.title}`.slice(0, positionLimits.titleLength)
  return {
    ...values,
    title,
    focusAttributes: values.focusAttributes.map(({ key, title: of }) => ({ key, title: of })),
  }
}

const { titleLength, summaryLength, attributeLength, policyLength, wordsLength } = positionLimits

export const positionFormRules = {
  title: (value: string) => {
    if (value.trim() === '') return 'Write a title'
    return value.trim().length > titleLength ? `A title can have ${titleLength} characters at most` : null
  },
  summary: (value: string) =>
    value.trim().length > summaryLength ? `A summary can have ${summaryLength} characters at most` : null,
  exerciseIds: (value: string[]) => (value.length === 0 ? 'Choose at least one exercise' : null),
  aiPolicy: (value: string) => plainTextProblem(value.trim(), policyLength),
  feedbackPolicy: (value: string) => plainTextProblem(value.trim(), policyLength),
  mailIntro: (value: string) => mailWordsProblem(value.trim(), wordsLength),
  mailSignature: (value: string) => mailWordsProblem(value.trim(), wordsLength),
  answerWorkingDays: (value: number | string) =>
    answerWorkingDaysSchema.safeParse(value).error?.issues[0]?.message ?? null,
  retentionDays: (value: number | string) =>
    value === '' ? null : (retentionDaysSchema.safeParse(value).error?.issues[0]?.message ?? null),
  focusAttributes: {
    title: (value: string) =>
      value.trim().length > attributeLength
        ? `A focus attribute can have ${attributeLength} characters at most`
        : null,
  },
}

/** Lines that were left empty are no attributes, and marks of people who were taken out are none. */
export function toDraft(values: PositionFormValues): PositionDraft {
  const { focusAttributes, eligibility, ...rest } = values
  return {
    ...rest,
    eligibility: rest.reviewerIds.flatMap((reviewerId) => {
      const exerciseIds = (eligibility[reviewerId] ?? []).filter((id) => rest.exerciseIds.includes(id))
      return exerciseIds.length === 0 ? [] : [{ reviewerId, exerciseIds }]
    }),
    answerWorkingDays: Number(rest.answerWorkingDays),
    retentionDays: rest.retentionDays === '' ? null : Number(rest.retentionDays),
    focusAttributes: focusAttributes
      .filter(({ title }) => title.trim() !== '')
      .map(({ id, title }) => (id === undefined ? { title } : { id, title })),
  }
}

const fieldNames = [
  'title',
  'summary',
  'exerciseIds',
  'reviewerIds',
  'answerWorkingDays',
  'retentionDays',
  'calendarId',
  'aiPolicy',
  'feedbackPolicy',
  'mailIntro',
  'mailSignature',
]

/** The field that shows what the server says of a part of the request. */
export function positionFieldOf(path: string): string | null {
  const [part = ''] = path.split('.')
  if (part === 'eligibility') return 'reviewerIds'
  return fieldNames.includes(part) ? part : null
}
