import { z } from 'zod'
import { staff, type RouteTable } from '../../route.ts'
import { invitationParams } from '../invitations/invitations.ts'

export const noteLimits = { length: 5_000 } as const

export const noteSchema = z.object({
  id: z.uuid(),
  /** Null where the account is gone. */
  by: z.string().nullable(),
  writtenAt: z.iso.datetime(),
  /** Null where it was deleted. */
  words: z.string().nullable(),
  editedAt: z.iso.datetime().nullable(),
  deletedAt: z.iso.datetime().nullable(),
  deletedBy: z.string().nullable(),
  /** One's own, and not deleted. */
  canEdit: z.boolean(),
  /** One's own or an admin looks, and not deleted. */
  canDelete: z.boolean(),
})
export type Note = z.infer<typeof noteSchema>

const forRecruiters = staff('admin', 'recruiter')
const noteParams = invitationParams.extend({ noteId: z.uuid() })
const body = z.object({
  words: z
    .string()
    .trim()
    .min(1, 'Write something first')
    .max(noteLimits.length, `Use at most ${noteLimits.length.toLocaleString('en')} letters`),
})
const notes = z.object({ notes: z.array(noteSchema) })

/** What recruiters note about a candidate: for recruiters and admins alone. Each change answers all of them. */
export const notesApi = {
  listCandidateNotes: {
    method: 'GET',
    path: '/api/board/:invitationId/notes',
    summary: 'What recruiters have noted about a candidate, newest first.',
    access: forRecruiters,
    params: invitationParams,
    response: notes,
  },
  writeCandidateNote: {
    method: 'POST',
    path: '/api/board/:invitationId/notes',
    summary: 'Notes something about a candidate. It is part of what the candidate can ask to be given.',
    access: forRecruiters,
    params: invitationParams,
    body,
    status: 201,
    response: notes,
  },
  editCandidateNote: {
    method: 'PUT',
    path: '/api/board/:invitationId/notes/:noteId',
    summary: "Changes one's own note; that it was changed is shown.",
    access: forRecruiters,
    params: noteParams,
    body,
    response: notes,
  },
  deleteCandidateNote: {
    method: 'DELETE',
    path: '/api/board/:invitationId/notes/:noteId',
    summary: 'Takes the words of a note away; that there was one stays.',
    access: forRecruiters,
    params: noteParams,
    response: notes,
  },
} as const satisfies RouteTable
