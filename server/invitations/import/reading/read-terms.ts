import type { ListRow } from './read-list.ts'
import { factorOf, readExtraTime } from './read-extra-time.ts'
import { readStart, type StartReading } from './read-start.ts'

export interface ListExercise {
  id: string
  title: string
  language: string
  durationMinutes: number
}

export interface Terms {
  values: {
    exerciseId: string | null
    /** Null beside a zone where the moment is still to be chosen among the readings. */
    appointmentAt: Date | null
    appointmentZone: string | null
    extraTimeFactor: number
  }
  readings: StartReading[]
  problem: { reason: string; next: string } | null
}

interface TermsContext {
  exercises: readonly ListExercise[]
  /** Of whoever names none; null where they choose. */
  exerciseId: string | null
  zone: string
  now: Date
  scheduleBy: Date | null
  takeBy: Date
  extraUnit: 'percent' | 'minutes' | null
}

const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** What a row asks beyond a name and an address: which exercise, when, and how much more time. */
export function readTerms(row: ListRow, context: TermsContext): Terms {
  const exercise = findExercise(row.exercise, context)
  const values = {
    exerciseId: exercise === 'choice' ? null : (exercise?.id ?? null),
    appointmentAt: null,
    appointmentZone: null,
    extraTimeFactor: 1,
  }
  const refused = (reason: string, next: string, readings: StartReading[] = []): Terms => ({
    values,
    readings,
    problem: { reason, next },
  })
  if (exercise === null) {
    const allowed = context.exercises.map(({ title }) => `"${title}"`).join(', ')
    return refused(`This position has no exercise "${cut(row.exercise)}".`, `Write one of ${allowed}.`)
  }
  const extra = readExtraTime(row.extra, context.extraUnit)
  if ('problem' in extra) return refused(`${extra.problem}.`, 'Write it as 25 % or as 30 min.')
  const extraTimeFactor = factorOf(extra, minutesOf(exercise, context))
  if (extraTimeFactor === null)
    return refused('That is more than four times the usual time.', 'Write less, such as 100 %.')
  if (row.start === '') return { values: { ...values, extraTimeFactor }, readings: [], problem: null }
  const start = readStart(row.start, row.zone, context.zone)
  const settled = { ...values, extraTimeFactor }
  if ('problem' in start) {
    const { problem: reason, next, readings, zone } = start
    return { values: { ...settled, appointmentZone: zone }, readings, problem: { reason, next } }
  }
  const reason = outsideOf(start.at, context)
  if (reason !== null)
    return { ...refused(reason, 'Write another time, or leave it to the candidate.'), values: settled }
  const appointment = { appointmentAt: start.at, appointmentZone: start.zone }
  return { values: { ...settled, ...appointment }, readings: [], problem: null }
}

/** Minutes asked for are a share of the shortest where anything may be chosen, so that nobody gets fewer than they asked for. */
const minutesOf = (exercise: ListExercise | 'choice', { exercises }: TermsContext) =>
  exercise === 'choice'
    ? Math.min(...exercises.map(({ durationMinutes }) => durationMinutes))
    : exercise.durationMinutes

/** By its title, its id, or its language where only one is written in it; `choice` where it is left to the candidate. */
function findExercise(
  written: string,
  { exercises, exerciseId }: TermsContext,
): ListExercise | 'choice' | null {
  const key = written.trim().toLowerCase()
  if (key === '')
    return exerciseId === null ? 'choice' : (exercises.find(({ id }) => id === exerciseId) ?? null)
  const named = exercises.find(({ id, title }) => id.toLowerCase() === key || title.toLowerCase() === key)
  const inLanguage = exercises.filter(({ language }) => language.toLowerCase() === key)
  return named ?? (inLanguage.length === 1 ? (inLanguage[0] ?? null) : null)
}

/** Why a moment cannot be, with the window named; null where it can. */
export function outsideOf(
  at: Date,
  { now, takeBy, zone }: Pick<TermsContext, 'now' | 'takeBy' | 'zone'>,
): string | null {
  const say = (instant: Date) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(
      instant,
    )
  const window = `between now and ${say(takeBy)} (${zone})`
  if (at <= now) return `${say(at)} has passed; it can be ${window}.`
  return at >= takeBy ? `${say(at)} is after the last moment to start; it can be ${window}.` : null
}
