import type { Insight, InsightFilter, insightApi } from '#contracts/api/board/insight.ts'
import type { Deps } from '../deps.ts'
import { fieldError } from '../http/app-error.ts'
import type { Handlers } from '../http/call.ts'
import { startOfDay } from '../invitations/dates.ts'
import { readZone } from '../staff/organisation/store.ts'
import { insightFile } from './insight-file.ts'
import { reckonInsight } from './reckon-insight.ts'
import { listCourses, listManifests } from './store.ts'

export function insightRoutes(deps: Deps): Handlers<typeof insightApi> {
  return {
    async getInsight({ query, receivedAt }) {
      return readInsight(deps, query, receivedAt)
    },
    async getInsightFile({ params, query, receivedAt }) {
      const insight = await readInsight(deps, query, receivedAt)
      return {
        fileName: `insight-${params.table}-${receivedAt.toISOString().slice(0, 10)}.csv`,
        content: insightFile(params.table, insight),
      }
    },
  }
}

async function readInsight({ db, config }: Deps, filter: InsightFilter, now: Date): Promise<Insight> {
  const { positionId, cohort, from, until } = filter
  if (cohort !== undefined && positionId === undefined)
    throw fieldError('query.cohort', 'a cohort is one of a position; choose the position too')
  if (from !== undefined && until !== undefined && from > until)
    throw fieldError('query.until', 'this day is before the first one')
  const zone = await readZone(db, config)
  const courses = await listCourses(db, {
    positionId,
    cohort,
    from: from === undefined ? undefined : startOfDay(from, zone),
    before: until === undefined ? undefined : startOfDay(until, zone, 1),
  })
  const versionIds = [...new Set(courses.flatMap((course) => course.exercise_version_id ?? []))]
  const manifests = await listManifests(db, versionIds)
  return { zone, ...reckonInsight(courses, { manifests, now }) }
}
