import {
  importPageSize,
  type InvitationImport,
  type invitationImportsApi,
} from '#contracts/api/invitations/invitation-imports.ts'
import type { Deps } from '../../deps.ts'
import { listExercises } from '../../exercises/store.ts'
import { AppError } from '../../http/app-error.ts'
import type { Handlers } from '../../http/call.ts'
import { readZone } from '../../staff/organisation/store.ts'
import { changeRow } from './change-row.ts'
import { confirmImport, forgetImport, undoImport } from './confirm-import.ts'
import { createImport } from './create-import.ts'
import { presentImport, presentImportRow } from './present-import.ts'
import { listLimits } from './reading/read-list.ts'
import { resultFile } from './result-file.ts'
import {
  countRows,
  getImport,
  listImports,
  listRows,
  listTickedStarts,
  lockImport,
  tickRows,
} from './store.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { ImportRecord } from './store.ts'

const listedImports = 20

export function importRoutes(deps: Deps): Handlers<typeof invitationImportsApi> {
  const present = async (list: ImportRecord, now: Date): Promise<InvitationImport> => {
    const [counts, starts] = await Promise.all([
      countRows(deps.db, list.id),
      listTickedStarts(deps.db, list.id),
    ])
    const { mail } = deps.config
    const zone = await readZone(deps.db, deps.config)
    return presentImport(list, { counts, starts, mail: mail.kind, zone, now })
  }
  const presentById = async (importId: string, now: Date) => present(await getImport(deps.db, importId), now)
  const titles = async () => new Map((await listExercises(deps.db)).map(({ id, title }) => [id, title]))
  return {
    async createInvitationImport({ body, who, receivedAt }) {
      return presentById(await createImport(deps, { ...body, by: who.id, now: receivedAt }), receivedAt)
    },
    async listInvitationImports({ receivedAt }) {
      const lists = await listImports(deps.db, listedImports)
      return { imports: await Promise.all(lists.map((list) => present(list, receivedAt))) }
    },
    async getInvitationImport({ params, receivedAt }) {
      return presentById(params.importId, receivedAt)
    },
    async listImportRows({ params, query }) {
      await getImport(deps.db, params.importId)
      const rows = await listRows(deps.db, params.importId, { ...query, limit: importPageSize + 1 })
      const named = await titles()
      const page = rows.slice(0, importPageSize).map((row) => presentImportRow(row, named))
      return { rows: page, more: rows.length > importPageSize }
    },
    async changeImportRow({ params, body, receivedAt }) {
      return presentImportRow(await changeRow(deps, { ...params, ...body, now: receivedAt }), await titles())
    },
    async tickImportRows({ params, body, receivedAt }) {
      if (body.status === 'invalid')
        throw new AppError('conflict', { message: 'What cannot be read cannot be sent.' })
      await inTransaction(deps.db, async (tx) => {
        const list = await lockImport(tx, params.importId)
        if (list.confirmed_at !== null && list.finished_at === null) throw new AppError('busy')
        await tickRows(tx, params.importId, body)
      })
      return presentById(params.importId, receivedAt)
    },
    async confirmImport({ params, body, who, receivedAt }) {
      await confirmImport(deps, { ...params, ...body, by: who.id, now: receivedAt })
      return presentById(params.importId, receivedAt)
    },
    async undoImport({ params, who, receivedAt }) {
      await undoImport(deps, { ...params, by: who.id, now: receivedAt })
      return presentById(params.importId, receivedAt)
    },
    async deleteInvitationImport({ params }) {
      await forgetImport(deps, params.importId)
      return {}
    },
    async getImportResult({ params }) {
      const list = await getImport(deps.db, params.importId)
      const rows = await listRows(deps.db, list.id, { limit: listLimits.rows })
      return {
        fileName: `invitations-${list.created_at.toISOString().slice(0, 10)}.csv`,
        content: resultFile(rows),
      }
    },
  }
}
