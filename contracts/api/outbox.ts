import { z } from 'zod'
import { staff, type RouteTable } from '../route.ts'
import { mailKindSchema } from './mails.ts'

export const outboxPageSize = 100

export const outboxMailSchema = z.object({
  id: z.uuid(),
  kind: mailKindSchema,
  invitationId: z.uuid(),
  candidateName: z.string(),
  positionTitle: z.string(),
  /** Whom it is for; null where that is not known yet. */
  address: z.string().nullable(),
  writtenAt: z.iso.datetime(),
})
export type OutboxMail = z.infer<typeof outboxMailSchema>

const addresseeSchema = z.object({ name: z.string(), address: z.string() })

/** Mails of an installation without a mail server, as they would have been sent, for whoever passes them on by hand. */
export const outboxApi = {
  listOutbox: {
    method: 'GET',
    path: '/api/outbox',
    summary:
      'The mails of the last thirty days that no mail server took away, a hundred at a time, newest first.',
    access: staff('admin', 'recruiter'),
    query: z.object({
      /** The `next` of the page before. */
      after: z.string().max(100).optional(),
    }),
    response: z.object({
      mails: z.array(outboxMailSchema),
      next: z.string().nullable(),
      mail: z.enum(['smtp', 'folder', 'off']),
    }),
  },
  getOutboxMail: {
    method: 'GET',
    path: '/api/outbox/:mailId',
    summary: 'The whole of a mail, its link included. Who reads it is recorded.',
    access: staff('admin', 'recruiter'),
    params: z.object({ mailId: z.uuid() }),
    response: z.object({
      from: addresseeSchema,
      to: addresseeSchema,
      replyTo: addresseeSchema.nullable(),
      subject: z.string(),
      text: z.string(),
      files: z.array(z.object({ fileName: z.string(), content: z.string() })),
    }),
  },
} as const satisfies RouteTable
