import { appointmentsApi } from './api/invitations/appointments.ts'
import { attemptsApi } from './api/attempts.ts'
import { submissionsApi } from './api/submissions.ts'
import { answersApi } from './api/promises/answers.ts'
import { calendarsApi } from './api/promises/calendars.ts'
import { auditApi } from './api/board/audit.ts'
import { boardApi } from './api/board/board.ts'
import { bulkActionsApi } from './api/board/bulk-actions.ts'
import { insightApi } from './api/board/insight.ts'
import { notesApi } from './api/board/notes.ts'
import { boardViewsApi } from './api/board/views.ts'
import { candidateTimelineApi } from './api/board/candidate-timeline.ts'
import { conflictsApi } from './api/workspaces/conflicts.ts'
import { exercisesApi } from './api/exercises.ts'
import { atsApi } from './api/integrations/ats.ts'
import { inboundMailApi } from './api/integrations/inbound-mail.ts'
import { apiKeysApi } from './api/integrations/api-keys.ts'
import { publicApi } from './api/integrations/public-api.ts'
import { webhooksApi } from './api/integrations/webhooks.ts'
import { historyApi } from './api/workspaces/history.ts'
import { invitationsApi } from './api/invitations/invitations.ts'
import { invitationImportsApi } from './api/invitations/invitation-imports.ts'
import { mailsApi } from './api/mails.ts'
import { outboxApi } from './api/outbox.ts'
import { privacyApi } from './api/privacy.ts'
import { organisationApi } from './api/staff/organisation.ts'
import { staffApi } from './api/staff/staff.ts'
import { positionsApi } from './api/positions.ts'
import { regradesApi } from './api/regrades.ts'
import { reviewsApi } from './api/reviews.ts'
import { runsApi } from './api/runs.ts'
import { creditsApi } from './api/credits.ts'
import { workerApi } from './api/worker.ts'
import { workspacesApi } from './api/workspaces/workspaces.ts'
import { leasesApi } from './api/workspaces/leases.ts'

/** Every route of the server, by name. Handlers, the client, OpenAPI and the access test all come from this table. */
export const api = {
  ...staffApi,
  ...organisationApi,
  ...positionsApi,
  ...calendarsApi,
  ...exercisesApi,
  ...invitationsApi,
  ...invitationImportsApi,
  ...mailsApi,
  ...outboxApi,
  ...privacyApi,
  ...appointmentsApi,
  ...attemptsApi,
  ...creditsApi,
  ...workspacesApi,
  ...leasesApi,
  ...conflictsApi,
  ...historyApi,
  ...runsApi,
  ...submissionsApi,
  ...answersApi,
  ...regradesApi,
  ...reviewsApi,
  ...boardApi,
  ...candidateTimelineApi,
  ...auditApi,
  ...apiKeysApi,
  ...webhooksApi,
  ...atsApi,
  ...inboundMailApi,
  ...publicApi,
  ...bulkActionsApi,
  ...boardViewsApi,
  ...notesApi,
  ...insightApi,
  ...workerApi,
} as const

export type Api = typeof api
export type RouteName = keyof Api
