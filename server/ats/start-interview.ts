import { z } from 'zod'
import { mailAddressSchema } from '#contracts/fields/mail-address.ts'
import { personNameSchema } from '#contracts/fields/person-name.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError, fieldError } from '../http/app-error.ts'
import { createInvitationWithLink } from '../invitations/create-invitation.ts'
import { findStaffByEmail } from '../staff/store.ts'
import { insertSubscription } from '../webhooks/endpoint-store.ts'
import { findInterviewByRef, insertInterview, listOffered, lockConnection } from './store.ts'

export interface Connection {
  id: string
  madeBy: string | null
}

interface AskedInterview {
  connection: Connection
  testId: string
  /** By which the same request is known when it comes again. */
  externalRef: string
  callbackUrl: string | null
  candidateName: string
  candidateEmail: string
  /** Who sent the candidate here, by their mail address. */
  sentBy: string | null
  now: Date
}

/** Where the ATS says nothing about it, an invitation is open for so long. */
const openForDays = 14

/** Invites for a request of a recruiting system, once however often it comes; answers the interview's id. */
export async function startInterview(deps: Deps, asked: AskedInterview): Promise<string> {
  const { connection, externalRef, callbackUrl, now } = asked
  return inTransaction(deps.db, async (tx, afterCommit) => {
    await lockConnection(tx, connection.id)
    const endpointId = connection.id
    const before = await findInterviewByRef(tx, { endpointId, externalRef })
    if (before !== null) return before.id
    const recruiter = asked.sentBy === null ? null : await findStaffByEmail(tx, asked.sentBy)
    const { invitationId } = await createInvitationWithLink(
      { deps, tx, afterCommit },
      {
        ...testOf(asked.testId),
        ...personOf(asked),
        ...{ otherNameIsMeant: true, appointment: null, extraTimeFactor: 1 },
        ...{ expiresInDays: openForDays, scheduleByDate: null },
        ...{ by: recruiter?.isDisabled === false ? recruiter.id : connection.madeBy, now },
        actor: `ats:${connection.id}`,
      },
    )
    await insertSubscription(tx, { endpointId, invitationId })
    return insertInterview(tx, { endpointId, externalRef, invitationId, callbackUrl, now })
  })
}

function personOf({ candidateName, candidateEmail }: AskedInterview) {
  const name = personNameSchema.safeParse(candidateName)
  if (!name.success) throw fieldError('candidate', name.error.issues[0]?.message ?? 'has no name')
  const email = mailAddressSchema.safeParse(candidateEmail)
  if (!email.success)
    throw fieldError('candidate.email', email.error.issues[0]?.message ?? 'is no mail address')
  return { candidateName: name.data, candidateEmail: email.data }
}

export interface OfferedTest {
  id: string
  name: string
  description: string
}

/** What a recruiting system can choose from: a position, with the exercise, or with the choice left to the candidate. */
export async function listTests(deps: Deps): Promise<OfferedTest[]> {
  const positions = await listOffered(deps.db)
  return positions.flatMap(({ id, title, summary, exercise_ids: exerciseIds }) => {
    const ofOne = exerciseIds.map((exerciseId) => ({
      id: `${id}:${exerciseId}`,
      name: `${title}: ${exerciseId}`,
      description: summary,
    }))
    const ofAll = { id, name: `${title}: the candidate chooses`, description: summary }
    return exerciseIds.length > 1 ? [ofAll, ...ofOne] : ofOne
  })
}

/** Throws `not_found` for what was never offered. */
function testOf(testId: string): { positionId: string; exerciseId: string | null } {
  const at = testId.indexOf(':')
  const positionId = z.uuid().safeParse(at === -1 ? testId : testId.slice(0, at))
  if (!positionId.success) throw new AppError('not_found', { message: 'There is no such test.' })
  return { positionId: positionId.data, exerciseId: at === -1 ? null : testId.slice(at + 1) }
}
