import { stringify } from 'csv-stringify/sync'
import { auditLimits, type AuditEntry, type AuditFilter } from '#contracts/api/board/audit.ts'
import { factWords } from '#contracts/api/board/audit-words.ts'
import type { Reader } from '../../db/connect.ts'
import { listAuditRows, nameKeys } from './store.ts'

/** One page, newest first; `next` is where the page after it goes on. */
export async function readAudit(
  db: Reader,
  filter: AuditFilter,
  { before, limit }: { before: number | null; limit: number },
): Promise<{ entries: AuditEntry[]; next: number | null }> {
  const rows = await listAuditRows(db, filter, { before, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const known = await nameKeys(
    db,
    shown.flatMap(({ actor, subject }) => [actor, subject]),
  )
  const entries = shown.map((row): AuditEntry => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: kindOf(row.actor), key: row.actor, name: known.get(row.actor)?.name ?? null },
    action: row.action,
    subject: {
      kind: kindOf(row.subject),
      key: row.subject,
      name: known.get(row.subject)?.name ?? null,
      invitationId: known.get(row.subject)?.invitationId ?? null,
    },
    detail: { ...row.detail },
  }))
  return { entries, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}

const kindOf = (key: string) => key.split(':')[0] ?? key

const columns = ['number', 'at', 'who', 'who, as a key', 'what', 'fact', 'about', 'about, as a key']

/** Cells that a spreadsheet would take for formulas are kept from being any. */
export async function auditFile(
  db: Reader,
  filter: AuditFilter,
): Promise<{ content: string; isCut: boolean }> {
  const { entries, next } = await readAudit(db, filter, { before: null, limit: auditLimits.exportedRows })
  const words: Partial<Record<string, string>> = factWords
  const cells = entries.map(({ id, at, actor, action, subject, detail }) => {
    const { before, after, ...rest } = detail
    return [
      ...[id, at, actor.name ?? actor.kind, actor.key, words[action] ?? action, action],
      ...[subject.name ?? subject.kind, subject.key],
      ...[before, after, rest].map(asText),
    ]
  })
  const content = stringify([[...columns, 'before', 'after', 'more'], ...cells], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  })
  return { content, isCut: next !== null }
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  const text = JSON.stringify(value)
  return text === '{}' ? '' : text
}
