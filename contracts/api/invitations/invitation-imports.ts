import { z } from 'zod'
import { staff, type RouteTable } from '../../route.ts'
import { appointmentSchema } from './invitations.ts'

/** What is known of somebody on a list. Only `new` is chosen unasked. */
export const importStatusSchema = z.enum([
  'new',
  'already_invited',
  'same_person',
  'other_name',
  'took_before',
  'invalid',
])
export type ImportStatus = z.infer<typeof importStatusSchema>
export const importStatuses = importStatusSchema.options

/** Which name the invitation bears: as written in the list, its halves turned round, or the one under which the person is known. */
export const nameChoiceSchema = z.enum(['written', 'turned', 'known'])
export type NameChoice = z.infer<typeof nameChoiceSchema>

export const importRowSchema = z.object({
  rowNumber: z.int(),
  /** In the file or the text. */
  line: z.int(),
  email: z.string(),
  names: z.object({ written: z.string(), turned: z.string().nullable(), known: z.string().nullable() }),
  nameChoice: nameChoiceSchema,
  status: importStatusSchema,
  /** Everything that is worth knowing before it is sent, in words. */
  notes: z.array(z.string()),
  /** What is wrong and what to do, where it cannot be sent. */
  problem: z.object({ reason: z.string(), next: z.string() }).nullable(),
  /** The moments that a skipped or doubled wall time may mean. */
  readings: z.array(z.object({ label: z.string(), at: z.iso.datetime() })),
  exerciseTitle: z.string().nullable(),
  appointment: appointmentSchema.nullable(),
  extraTimeFactor: z.number(),
  ticked: z.boolean(),
  /** What became of it; null where nobody has sent it yet. */
  outcome: z.enum(['invited', 'skipped']).nullable(),
  outcomeReason: z.string().nullable(),
  invitationId: z.uuid().nullable(),
})
export type ImportRow = z.infer<typeof importRowSchema>

/** `draft`: nothing was sent. `making`: invitations are being made. `made`: all are; until `undoUntil` they can be taken back. */
export const importStateSchema = z.enum(['draft', 'making', 'made'])

export const importSchema = z.object({
  id: z.uuid(),
  positionId: z.uuid(),
  positionTitle: z.string(),
  exerciseId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  state: importStateSchema,
  /** How often it was sent so far. */
  round: z.int(),
  /** How the list was read, a sentence each. */
  reading: z.array(z.string()),
  scheduleBy: z.iso.datetime().nullable(),
  takeBy: z.iso.datetime(),
  zone: z.string(),
  total: z.int(),
  counts: z.record(importStatusSchema, z.int()),
  ticked: z.int(),
  invited: z.int(),
  skipped: z.int(),
  /** What sending would do, in words. */
  dryRun: z.array(z.string()),
  undoUntil: z.iso.datetime().nullable(),
  asOf: z.iso.datetime(),
})
export type InvitationImport = z.infer<typeof importSchema>

export const importParams = z.object({ importId: z.uuid() })
export const importPageSize = 100
export const importLimits = { textLength: 2_000_000, fileBase64Length: 5_700_000 } as const

const forRecruiters = staff('admin', 'recruiter')
const rowNumber = z.int().min(1).max(10_000)

export const invitationImportsApi = {
  createInvitationImport: {
    method: 'POST',
    path: '/api/invitation-imports',
    summary: 'Reads a list of people and says of each what is known. Nobody is invited by it.',
    access: forRecruiters,
    body: z.object({
      positionId: z.uuid(),
      /** Of whoever has none in the list; null where they choose among those of the position. */
      exerciseId: z.string().max(100).nullable(),
      source: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('text'),
          text: z.string().max(importLimits.textLength, 'This is too long to paste; save it as a file'),
        }),
        z.object({
          kind: z.literal('file'),
          base64: z
            .base64()
            .max(importLimits.fileBase64Length, 'The file is larger than 4 MB; split it in two'),
        }),
      ]),
      /** The last day on which a moment can be picked, in the zone of the organisation. */
      scheduleByDate: z.iso.date().nullable().default(null),
      /** The last day on which it can be started; left out, in two weeks. */
      takeByDate: z.iso.date().nullable().default(null),
    }),
    bodyLimitBytes: 6 * 1024 * 1024,
    judgesText: true,
    status: 201,
    response: importSchema,
  },
  listInvitationImports: {
    method: 'GET',
    path: '/api/invitation-imports',
    summary: 'The lists of the last weeks, newest first, so that whoever left one can go on.',
    access: forRecruiters,
    response: z.object({ imports: z.array(importSchema) }),
  },
  getInvitationImport: {
    method: 'GET',
    path: '/api/invitation-imports/:importId',
    summary: 'How a list was read, what sending it would do, and how far that is.',
    access: forRecruiters,
    params: importParams,
    response: importSchema,
  },
  listImportRows: {
    method: 'GET',
    path: '/api/invitation-imports/:importId/rows',
    summary: 'The people of a list, a hundred at a time.',
    access: forRecruiters,
    params: importParams,
    query: z.object({
      after: z.coerce.number().int().min(0).max(10_000).default(0),
      status: importStatusSchema.optional(),
      outcome: z.enum(['invited', 'skipped']).optional(),
    }),
    response: z.object({ rows: z.array(importRowSchema), more: z.boolean() }),
  },
  changeImportRow: {
    method: 'PUT',
    path: '/api/invitation-imports/:importId/rows/:rowNumber',
    summary: 'Ticks somebody on a list or not, and says which name or which moment is meant.',
    access: forRecruiters,
    params: importParams.extend({ rowNumber: z.coerce.number().pipe(rowNumber) }),
    body: z.object({
      ticked: z.boolean().optional(),
      nameChoice: nameChoiceSchema.optional(),
      /** One of the readings that the row offers. */
      startsAt: z.iso.datetime().optional(),
    }),
    response: importRowSchema,
  },
  tickImportRows: {
    method: 'POST',
    path: '/api/invitation-imports/:importId/ticks',
    summary: 'Ticks everybody of one kind, or nobody.',
    access: forRecruiters,
    params: importParams,
    body: z.object({ status: importStatusSchema, ticked: z.boolean() }),
    response: importSchema,
  },
  confirmImport: {
    method: 'POST',
    path: '/api/invitation-imports/:importId/confirm',
    summary:
      'Invites everybody who is ticked, once each however often it is asked. The mails leave after thirty seconds.',
    access: forRecruiters,
    params: importParams,
    /** What the page showed: another choice made elsewhere is not sent unseen, and a second click is none. */
    body: z.object({ round: z.int().min(0), ticked: z.int().min(1, 'Tick at least one person') }),
    response: importSchema,
  },
  undoImport: {
    method: 'POST',
    path: '/api/invitation-imports/:importId/undo',
    summary: 'Takes back what was sent within the last thirty seconds: no mail leaves and no link opens.',
    access: forRecruiters,
    params: importParams,
    response: importSchema,
  },
  deleteInvitationImport: {
    method: 'DELETE',
    path: '/api/invitation-imports/:importId',
    summary: 'Forgets a list. Invitations that were made of it stay.',
    access: forRecruiters,
    params: importParams,
    response: z.object({}),
  },
  getImportResult: {
    method: 'GET',
    path: '/api/invitation-imports/:importId/result',
    summary: 'What became of each person on a list, as a CSV file that no spreadsheet takes for formulas.',
    access: forRecruiters,
    params: importParams,
    response: z.object({ fileName: z.string(), content: z.string() }),
  },
} as const satisfies RouteTable
