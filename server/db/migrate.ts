import { Migrator } from 'kysely/migration'
import type { Database } from './connect.ts'
import { up as firstTables } from './migrations/001-first-tables.ts'
import { up as regrades } from './migrations/002-regrades.ts'
import { up as gitRepositories } from './migrations/003-git-repositories.ts'
import { up as credits } from './migrations/004-credits.ts'
import { up as lease } from './migrations/006-writing.ts'
import { up as oneTest } from './migrations/007-one-test.ts'
import { up as endings } from './migrations/008-endings.ts'
import { up as practice } from './migrations/009-practice.ts'
import { up as mails } from './migrations/010-notices.ts'
import { up as setupChecks } from './migrations/011-set-up-checks.ts'
import { up as breaks } from './migrations/012-breaks.ts'
import { up as accessAndPositions } from './migrations/013-access-and-positions.ts'
import { up as bounds } from './migrations/022-bounds.ts'
import { up as withheldCredits } from './migrations/023-withheld-credits.ts'
import { up as refusedFiles } from './migrations/025-refused-files.ts'
import { up as fieldTerms } from './migrations/030-field-terms.ts'
import { up as checksOfRuns } from './migrations/031-checks-of-runs.ts'
import { up as startedInvitations } from './migrations/032-started-invitations.ts'
import { up as treeSizes } from './migrations/035-tree-sizes.ts'
import { up as organisation } from './migrations/040-organisation.ts'
import { up as cohorts } from './migrations/041-cohorts.ts'
import { up as businessCalendars } from './migrations/045-business-calendars.ts'
import { up as answerPromises } from './migrations/046-answer-promises.ts'
import { up as calendarEntries } from './migrations/047-calendar-entries.ts'
import { up as calendarVersions } from './migrations/048-calendar-versions.ts'
import { up as invitationImports } from './migrations/050-invitation-imports.ts'
import { up as staffIdentities } from './migrations/060-staff-identities.ts'
import { up as handovers } from './migrations/061-handovers.ts'
import { up as auditChain } from './migrations/062-audit-chain.ts'
import { up as apiKeys } from './migrations/065-api-keys.ts'
import { up as webhooks } from './migrations/066-webhooks.ts'
import { up as atsConnections } from './migrations/067-ats-connections.ts'
import { up as bounces } from './migrations/068-bounces.ts'
import { up as bulkActions } from './migrations/070-bulk-actions.ts'
import { up as viewsAndNotes } from './migrations/071-views-and-notes.ts'
import { up as exerciseChoice } from './migrations/075-exercise-choice.ts'
import { up as outbox } from './migrations/076-outbox.ts'
import { up as retention } from './migrations/077-retention.ts'

const migrations = {
  '001-first-tables': { up: firstTables },
  '002-regrades': { up: regrades },
  '003-git-repositories': { up: gitRepositories },
  '004-credits': { up: credits },
  '006-writing': { up: lease },
  '007-one-test': { up: oneTest },
  '008-endings': { up: endings },
  '009-practice': { up: practice },
  '010-notices': { up: mails },
  '011-set-up-checks': { up: setupChecks },
  '012-breaks': { up: breaks },
  '013-access-and-positions': { up: accessAndPositions },
  '022-bounds': { up: bounds },
  '023-withheld-credits': { up: withheldCredits },
  '025-refused-files': { up: refusedFiles },
  '030-field-terms': { up: fieldTerms },
  '031-checks-of-runs': { up: checksOfRuns },
  '032-started-invitations': { up: startedInvitations },
  '035-tree-sizes': { up: treeSizes },
  '040-organisation': { up: organisation },
  '041-cohorts': { up: cohorts },
  '045-business-calendars': { up: businessCalendars },
  '046-answer-promises': { up: answerPromises },
  '047-calendar-entries': { up: calendarEntries },
  '048-calendar-versions': { up: calendarVersions },
  '050-invitation-imports': { up: invitationImports },
  '060-staff-identities': { up: staffIdentities },
  '061-handovers': { up: handovers },
  '062-audit-chain': { up: auditChain },
  '065-api-keys': { up: apiKeys },
  '066-webhooks': { up: webhooks },
  '067-ats-connections': { up: atsConnections },
  '068-bounces': { up: bounces },
  '070-bulk-actions': { up: bulkActions },
  '071-views-and-notes': { up: viewsAndNotes },
  '075-exercise-choice': { up: exerciseChoice },
  '076-outbox': { up: outbox },
  '077-retention': { up: retention },
}

/** Brings the database to the newest form. Several servers may call it at once: the migrator takes a lock. */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw new Error('The database could not be brought up to date', { cause: error })
}
