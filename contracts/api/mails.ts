import { z } from 'zod'
import { staff, type RouteTable } from '../route.ts'
import { invitationParams } from './invitations/invitations.ts'

export const mailKindSchema = z.enum([
  'invitation',
  'appointment',
  'appointment_cancelled',
  'reminder',
  'expiring',
  'reminder_by_hand',
  'withdrawn',
  'declined',
  'extended',
  'accommodation_asked',
  'accommodation_answered',
  'receipt',
  'promise_half_used',
  'promise_nearly_due',
  'promise_broken',
  'answer_late',
  'answer_new_date',
])
export type MailKind = z.infer<typeof mailKindSchema>

/** `dropped`: by the time it was due it was no longer true, so nobody was bothered with it. */
export const mailStateSchema = z.enum(['waiting', 'sent', 'dropped', 'failed'])
export type MailState = z.infer<typeof mailStateSchema>

export const mailSchema = z.object({
  id: z.uuid(),
  kind: mailKindSchema,
  state: mailStateSchema,
  /** Whom it went to; null until it was tried. */
  address: z.string().nullable(),
  dueAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  tries: z.int(),
  /** It was taken, and a mail server further on has not delivered it so far. */
  delayedAt: z.iso.datetime().nullable(),
  /** What the mail server last answered, where it did not take it. */
  fault: z.string().nullable(),
})
export type Notice = z.infer<typeof mailSchema>

/** The mails of an invitation, as staff may look at them. Their texts are not kept. */
export const mailsApi = {
  listMails: {
    method: 'GET',
    path: '/api/board/:invitationId/mails',
    summary: 'Every mail of an invitation: sent, still to come, or not delivered and why.',
    access: staff('admin', 'recruiter'),
    params: invitationParams,
    response: z.object({
      mails: z.array(mailSchema),
      /** `folder`: mails are written into a folder; `off`: nothing is sent. */
      mail: z.enum(['smtp', 'folder', 'off']),
    }),
  },
  sendMailAgain: {
    method: 'POST',
    path: '/api/board/:invitationId/mails/:mailId/again',
    summary: 'Sends a mail once more that was not delivered, or that the candidate cannot find.',
    access: staff('admin', 'recruiter'),
    params: invitationParams.extend({ mailId: z.uuid() }),
    response: z.object({}),
  },
} as const satisfies RouteTable
