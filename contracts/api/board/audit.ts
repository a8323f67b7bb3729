import { z } from 'zod'
import { staff, type RouteTable } from '../../route.ts'

export const auditLimits = { pageRows: 100, exportedRows: 20_000 }

/** What the audit is narrowed to. Everything is text, because it stands in the page's address as well. */
export const auditFilterSchema = z.object({
  /** `staff:<id>`, `candidate` for any of them, or `platform`. */
  actor: z.string().max(120).optional(),
  /** The name of a fact. */
  action: z.string().max(60).optional(),
  /** A kind such as `position`, one thing as `position:<id>`, or an id alone. */
  subject: z.string().max(160).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  /** Up to this moment and without it. */
  to: z.iso.datetime({ offset: true }).optional(),
})
export type AuditFilter = z.infer<typeof auditFilterSchema>

export const auditEntrySchema = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  actor: z.object({
    kind: z.string(),
    /** As the filter takes it. */
    key: z.string(),
    /** Null where nobody is known by it any more. */
    name: z.string().nullable(),
  }),
  /** The name of a fact, see `contracts/facts.ts`. */
  action: z.string(),
  subject: z.object({
    kind: z.string(),
    key: z.string(),
    name: z.string().nullable(),
    /** Whose page tells more about it. */
    invitationId: z.string().nullable(),
  }),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

export const auditApi = {
  listAudit: {
    method: 'GET',
    path: '/api/audit',
    summary: 'What was done and looked at, and by whom, newest first, 100 at a time.',
    access: staff('admin'),
    query: auditFilterSchema.extend({
      /** Entries before this one, which the page before named as `next`. */
      before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
    }),
    response: z.object({
      entries: z.array(auditEntrySchema),
      /** Null on the last page. */
      next: z.int().nullable(),
    }),
  },
  exportAudit: {
    method: 'GET',
    path: '/api/audit/file',
    summary: `The same as a CSV file that no spreadsheet takes for formulas, the newest ${auditLimits.exportedRows} entries at most.`,
    access: staff('admin'),
    query: auditFilterSchema,
    response: z.object({ fileName: z.string(), content: z.string(), isCut: z.boolean() }),
  },
} as const satisfies RouteTable
