import type { AtsTables } from './tables/integrations/ats.ts'
import type { AttemptsTables } from './tables/attempts.ts'
import type { ExercisesTables } from './tables/exercises.ts'
import type { IntegrationsTables } from './tables/integrations/integrations.ts'
import type { InvitationsTables } from './tables/invitations.ts'
import type { MailsTables } from './tables/mails.ts'
import type { PlatformTables } from './tables/platform.ts'
import type { PositionsTables } from './tables/positions.ts'
import type { PublicApiTables } from './tables/integrations/public-api.ts'
import type { RegradesTables } from './tables/regrades.ts'
import type { ReviewsTables } from './tables/reviews.ts'
import type { RunsTables } from './tables/runs.ts'
import type { StaffTables } from './tables/staff.ts'
import type { SubmissionsTables } from './tables/submissions.ts'
import type { WebhooksTables } from './tables/integrations/webhooks.ts'
import type { WorkspacesTables } from './tables/workspaces.ts'

/** Every table, each declared in the file of the room that writes it. */
export interface Tables
  extends
    StaffTables,
    PositionsTables,
    ExercisesTables,
    InvitationsTables,
    AttemptsTables,
    WorkspacesTables,
    RunsTables,
    SubmissionsTables,
    RegradesTables,
    ReviewsTables,
    MailsTables,
    WebhooksTables,
    IntegrationsTables,
    PublicApiTables,
    AtsTables,
    PlatformTables {}
