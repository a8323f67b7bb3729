import { appointmentsApi } from './api/appointments.ts'
import { attemptsApi } from './api/attempts.ts'
import { endingApi } from './api/submissions.ts'
import { branchesApi } from './api/conflicts.ts'
import { exercisesApi } from './api/exercises.ts'
import { historyApi } from './api/history.ts'
import { invitationsApi } from './api/invitations.ts'
import { noticesApi } from './api/mails.ts'
import { peopleApi } from './api/staff.ts'
import { positionsApi } from './api/positions.ts'
import { regradesApi } from './api/regrades.ts'
import { reviewsApi } from './api/reviews.ts'
import { runsApi } from './api/runs.ts'
import { timeApi } from './api/credits.ts'
import { workerApi } from './api/worker.ts'
import { workspacesApi } from './api/workspaces.ts'
import { writingApi } from './api/leases.ts'

/** Every route of the server, by name. Handlers, the client, OpenAPI and the access test all come from this table. */
export const api = {
  ...peopleApi,
  ...positionsApi,
  ...exercisesApi,
  ...invitationsApi,
  ...noticesApi,
  ...appointmentsApi,
  ...attemptsApi,
  ...timeApi,
  ...workspacesApi,
  ...writingApi,
  ...branchesApi,
  ...historyApi,
  ...runsApi,
  ...endingApi,
  ...regradesApi,
  ...reviewsApi,
  ...workerApi,
} as const

export type Api = typeof api
export type RouteName = keyof Api
