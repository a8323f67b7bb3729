import type { Insight } from '#contracts/api/board/insight.ts'
import type { ExerciseManifest } from '#contracts/exercise-manifest.ts'
import { quartilesOf, shareOf } from './statistics.ts'
import type { Course } from './store.ts'

type Manifests = ReadonlyMap<
  string,
  Pick<ExerciseManifest, 'title' | 'version'> & { checks: readonly { id: string; title: string }[] }
>

const dayMs = 24 * 3_600_000

/** Everything of the page but the zone, from what happened to each invitation. */
export function reckonInsight(
  courses: readonly Course[],
  { manifests, now }: { manifests: Manifests; now: Date },
): Omit<Insight, 'zone'> {
  const toStart = courses.flatMap(({ started_at: at, created_at: from }) =>
    at === null ? [] : [days(from, at)],
  )
  return {
    people: courses.length,
    funnel: funnelOf(courses),
    ended: endedOf(courses, now),
    daysToStart: { people: toStart.length, days: quartilesOf(toStart) },
    groups: groupsOf(courses, manifests),
    answers: answersOf(courses, now),
  }
}

const days = (from: Date, to: Date) => (to.getTime() - from.getTime()) / dayMs

/** Whoever came further came through here, whether or not every step between was taken. */
function funnelOf(courses: readonly Course[]): Insight['funnel'] {
  const count = (came: (course: Course) => boolean) => courses.filter(came).length
  const started = ({ started_at: at }: Course) => at !== null
  const submitted = ({ submitted_at: at }: Course) => at !== null
  const steps = [
    { step: 'invited', count: courses.length },
    { step: 'opened', count: count((course) => course.opened_at !== null || started(course)) },
    { step: 'scheduled', count: count((course) => course.appointment_at !== null || started(course)) },
    { step: 'started', count: count(started) },
    { step: 'submitted', count: count(submitted) },
    { step: 'reviewed', count: count((course) => submitted(course) && course.reviewed) },
    { step: 'answered', count: count(({ answered_at: at }) => at !== null) },
  ] as const
  return steps.map((step) => ({ ...step, share: shareOf(step.count, courses.length) }))
}

function endedOf(courses: readonly Course[], now: Date): Insight['ended'] {
  const unstarted = courses.filter(({ started_at: at }) => at === null)
  const how = unstarted.map((course) => {
    if (course.revoked_at !== null) return 'revoked'
    if (course.declined_at !== null) return 'declined'
    return course.expires_at <= now ? 'expired' : null
  })
  return (['declined', 'expired', 'revoked'] as const).map((each) => {
    const count = how.filter((one) => one === each).length
    return { how: each, count, share: shareOf(count, courses.length) }
  })
}

function groupsOf(courses: readonly Course[], manifests: Manifests): Insight['groups'] {
  const groups = new Map<string, Course[]>()
  for (const course of courses) {
    if (course.submitted_at === null) continue
    const id = [course.position_id, course.cohort ?? '-', course.exercise_version_id].join(' ')
    groups.set(id, [...(groups.get(id) ?? []), course])
  }
  return [...groups]
    .flatMap(([id, people]) => groupOf(id, people, manifests) ?? [])
    .toSorted(
      (one, other) =>
        one.positionTitle.localeCompare(other.positionTitle) ||
        (one.cohort ?? 0) - (other.cohort ?? 0) ||
        one.exerciseTitle.localeCompare(other.exerciseTitle),
    )
}

function groupOf(
  id: string,
  people: readonly Course[],
  manifests: Manifests,
): Insight['groups'][number] | null {
  const [first] = people
  const manifest = manifests.get(first?.exercise_version_id ?? '')
  if (first === undefined || manifest === undefined) return null
  const lastPassing = people.flatMap((course) => shareOfTime(course, course.last_passing_at) ?? [])
  const byClock = people.filter(({ submitted_by: by }) => by === 'deadline').length
  return {
    id,
    positionTitle: first.position_title,
    cohort: first.cohort,
    exerciseTitle: manifest.title,
    exerciseVersion: manifest.version,
    people: people.length,
    timeUsed: quartilesOf(people.flatMap((course) => shareOfTime(course, course.submitted_at) ?? [])),
    endedByClock: shareOf(byClock, people.length),
    lastPassing: { people: lastPassing.length, at: quartilesOf(lastPassing) },
    checks: manifest.checks.map(({ id: checkId, title }) => checkOf(checkId, title, people)),
  }
}

/** Of the time that somebody was given, with extra time and credits; null where there was none. */
function shareOfTime(course: Course, at: Date | null): number | null {
  if (at === null || course.started_at === null || course.base_duration_ms === null) return null
  const givenMs = course.base_duration_ms * (course.extra_time_factor ?? 1) + course.credits_ms
  if (givenMs <= 0) return null
  return Math.min(1, Math.max(0, (at.getTime() - course.started_at.getTime()) / givenMs))
}

function checkOf(id: string, title: string, people: readonly Course[]) {
  const found = people.flatMap(({ checks }) => checks?.find((check) => check.id === id) ?? [])
  const passed = found.filter((check) => check.passed).length
  return { id, title, passed, of: found.length, share: shareOf(passed, found.length) }
}

function answersOf(courses: readonly Course[], now: Date): Insight['answers'] {
  const promised = courses.flatMap(({ promised_at: dueAt, answered_at: at, submitted_at: from }) =>
    dueAt === null || from === null ? [] : [{ dueAt, at, from }],
  )
  const inTime = promised.filter(({ at, dueAt }) => at !== null && at <= dueAt).length
  const open = promised.filter(({ at, dueAt }) => at === null && dueAt > now).length
  const late = promised.length - inTime - open
  return {
    promised: promised.length,
    inTime,
    late,
    open,
    share: shareOf(inTime, inTime + late),
    days: quartilesOf(promised.flatMap(({ at, from }) => (at === null ? [] : [days(from, at)]))),
  }
}
