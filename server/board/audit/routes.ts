import { auditLimits, type auditApi } from '#contracts/api/board/audit.ts'
import type { Deps } from '../../deps.ts'
import { recordFactAlone } from '../../facts/record-fact.ts'
import { recordView } from '../../facts/record-view.ts'
import type { Handlers } from '../../http/call.ts'
import { auditFile, readAudit } from './read-audit.ts'

/** Who looks at the audit stands in it too. */
export function auditRoutes(deps: Deps): Handlers<typeof auditApi> {
  return {
    async listAudit({ query: { before, ...filter }, who, receivedAt }) {
      await recordView(deps, {
        ...{ at: receivedAt, actor: `staff:${who.id}`, name: 'audit-viewed', subjectId: null },
      })
      return readAudit(deps.db, filter, { before: before ?? null, limit: auditLimits.pageRows })
    },
    async exportAudit({ query, who, receivedAt }) {
      const file = await auditFile(deps.db, query)
      await recordFactAlone(deps, {
        ...{ at: receivedAt, actor: `staff:${who.id}`, name: 'audit-exported', subjectId: null },
      })
      return { ...file, fileName: `audit-${receivedAt.toISOString().slice(0, 10)}.csv` }
    },
  }
}
