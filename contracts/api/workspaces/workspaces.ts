import { z } from 'zod'
import { largestRowNumber } from '../../fields/row-number.ts'
import { ownAttempt, type RouteTable } from '../../route.ts'
import { refusedFileSchema, sentChangeSchema, workspaceFileSchema } from '../../workspace.ts'
import { attemptParams } from '../attempts.ts'
import { editLeaseSchema } from './leases.ts'

const savedSchema = z.object({
  revision: z.int(),
  savedAt: z.iso.datetime(),
  /** How long after the deadline it arrived; 0 in time. */
  lateByMs: z.number().min(0),
})

export const zipBytes = 3 * 1024 * 1024
const zipSchema = z
  .base64()
  .max(
    Math.ceil(zipBytes / 3) * 4,
    'it is larger than 3 MiB: leave out node_modules and everything that is built',
  )
const zipBodyBytes = Math.ceil(zipBytes / 3) * 4 + 4_096

export const workspacesApi = {
  getWorkspace: {
    method: 'GET',
    path: '/api/attempts/:attemptId/workspace',
    summary: 'All files of an attempt at its newest revision.',
    access: ownAttempt,
    params: attemptParams,
    response: z.object({
      revision: z.int(),
      savedAt: z.iso.datetime(),
      files: z.array(workspaceFileSchema),
      /** The last sequence number committed for each client, so that a page knows what still has to be sent. */
      acknowledgedSeq: z.record(z.string(), z.int()),
    }),
  },
  saveWorkspace: {
    method: 'POST',
    path: '/api/attempts/:attemptId/saves',
    summary:
      'Commits changes as one new revision, judged file by file. The answer means committed, but for what it names; sending the same (clientId, seq) again is safe.',
    access: ownAttempt,
    params: attemptParams,
    // One file of the largest size, each of its bytes written as an escape, and a little.
    bodyLimitBytes: 3.5 * 1024 * 1024,
    judgesText: true,
    body: z.object({
      clientId: z.uuid(),
      seq: z.int().min(1).max(largestRowNumber),
      changes: z.array(sentChangeSchema).min(1).max(200),
      /**
       * The newest state that the sender has seen. Files that somebody else has changed since are kept apart as a conflict copy:
       * nobody's work is overwritten unseen.
       */
      baseRevision: z.int().min(0).max(largestRowNumber).optional(),
      /** Of a page: with an older right than the newest, all of it becomes a conflict copy and `lease_lost` is answered. */
      lease: editLeaseSchema.optional(),
    }),
    response: savedSchema.extend({
      /** Paths whose changes are in a conflict copy and not in the revision; where that is all of them, there is no new revision. */
      conflictPaths: z.array(z.string()),
      /** Files whose newest text could not be kept, each with its reason. Everything else that was sent is committed. */
      refused: z.array(refusedFileSchema),
    }),
  },
  downloadZip: {
    method: 'GET',
    path: '/api/attempts/:attemptId/zip',
    summary: 'All files of the newest revision as one zip archive.',
    access: ownAttempt,
    params: attemptParams,
    response: z.object({ fileName: z.string(), revision: z.int(), zipBase64: z.base64() }),
  },
  previewZip: {
    method: 'POST',
    path: '/api/attempts/:attemptId/zip/preview',
    summary: 'What a zip archive would change. Nothing is saved.',
    access: ownAttempt,
    params: attemptParams,
    bodyLimitBytes: zipBodyBytes,
    body: z.object({ zipBase64: zipSchema }),
    response: z.object({
      /** The revision that it was compared with; `takeZip` asks for it. */
      revision: z.int(),
      changes: z.array(z.object({ kind: z.enum(['added', 'changed', 'removed']), path: z.string() })),
      /** What was left out because it is nobody's work, such as node_modules. */
      ignored: z.array(z.string()),
      /** What was done to a file so that it could be taken, each as a sentence. */
      notes: z.array(z.string()).optional(),
      /** What should be read before it is taken, each as a sentence. */
      warnings: z.array(z.string()).optional(),
    }),
  },
  takeZip: {
    method: 'POST',
    path: '/api/attempts/:attemptId/zip',
    summary: 'Makes the files of a zip archive the newest revision, in place of those there.',
    access: ownAttempt,
    params: attemptParams,
    bodyLimitBytes: zipBodyBytes,
    body: z.object({
      clientId: z.uuid(),
      zipBase64: zipSchema,
      /** Refused with `stale_revision` when something newer was saved since the preview. */
      expectedRevision: z.int().min(0).max(largestRowNumber),
      /** Files that are not in it stay, instead of being removed. */
      keepsOthers: z.boolean().default(false),
    }),
    response: savedSchema,
  },
  createGitCredential: {
    method: 'POST',
    path: '/api/attempts/:attemptId/git-credential',
    summary:
      'Makes a clone command for this attempt. The five newest work; what they open ends with the attempt.',
    access: ownAttempt,
    params: attemptParams,
    status: 201,
    response: z.object({
      /** With the credential inside: whoever has it can read and push. */
      cloneUrl: z.url(),
      command: z.string(),
    }),
  },
} as const satisfies RouteTable
