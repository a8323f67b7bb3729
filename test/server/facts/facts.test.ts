import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { facts, type FactName, type FactOf } from '../../../contracts/facts.ts'
import { inTransaction } from '../../../server/db/transaction.ts'
import { consequences, type Consequences } from '../../../server/facts/consequences.ts'
import { recordFact, recordFactAlone } from '../../../server/facts/record-fact.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

const id = randomUUID()
const now = new Date('2026-03-01T10:00:00.000Z')
const at = now.toISOString()
const clock = {
  state: 'running',
  startedAt: at,
  deadline: at,
  asOf: at,
  remainingMs: 0,
  totalMs: 0,
  givenBack: [],
} as const
const cancelled = { sequence: 2, startsAt: at, zone: 'Europe/Berlin' }
const credit = {
  creditId: id,
  amountMs: 60_000,
  kind: 'outage',
  reason: 'ours',
  from: at,
  until: at,
} as const
const position = { title: 'Engineer', exerciseIds: ['ledger'], reviewerIds: ['LhLnaF2cB8sWqVYz3dGx'] }
const calendar = {
  name: 'Berlin',
  zone: 'Europe/Berlin',
  closesAt: '17:00',
  workingDays: [1, 2],
  holidays: [{ date: '2026-12-25', name: 'Christmas' }],
}
const basis = { calendar: 'Berlin', zone: 'Europe/Berlin', closesAt: '17:00', workingDays: 2, holidays: [] }
const promiseStep = { detail: { dueAt: at, seq: 0 }, follows: { invitationId: id, candidateDueAt: now } }
const webhook = { name: 'ATS', url: 'https://a.example/', events: ['invitation.created' as const] }
const access = { roles: ['admin' as const], positionIds: [id] }
const sessions = { detail: { sessions: 1 } }
const ofInvitation = { follows: { invitationId: id } }

type Example<N extends FactName> = Omit<FactOf<N>, 'name' | 'at' | 'actor' | 'subjectId'>

/** One of each kind, with all that it may hold; a fact without an example does not compile. */
const examples: { [N in FactName]: Example<N> } = {
  'invitation-created': {
    detail: { exerciseId: 'ledger', extraTimeFactor: 1.5 },
    follows: { expiringDueAt: now, remindersDueAt: [now, now] },
  },
  'invitation-import-confirmed': { detail: { positionId: id, round: 1, people: 30 } },
  'invitation-import-made': { detail: { round: 1, invited: 29, skipped: 1 } },
  'invitation-import-undone': { detail: { round: 1, invitationIds: [id] } },
  'bulk-action-confirmed': { detail: { kind: 'revoke', invitations: 3 } },
  'bulk-action-made': { detail: { kind: 'revoke', done: 2, failed: 1 } },
  'bulk-action-undone': { detail: { kind: 'revoke' } },
  'invitation-reminded': { follows: { dueAt: now } },
  'note-written': { detail: { noteId: id } },
  'note-edited': { detail: { noteId: id } },
  'note-deleted': { detail: { noteId: id } },
  'invitation-link-renewed': sessions,
  'invitation-revoked': { follows: { cancelled } },
  'invitation-declined': { follows: { cancelled } },
  'invitation-reopened': {},
  'mail-read': { detail: { mailId: id } },
  'exercise-chosen': { detail: { before: null, after: 'ledger' } },
  'invitation-extended': {
    detail: { before: { takeBy: at, scheduleBy: null }, after: { takeBy: at, scheduleBy: at } },
    follows: { expiringDueAt: now },
  },
  'candidate-signed-in': { follows: { isFirst: true } },
  'appointment-set': {
    detail: { before: null, after: at, zone: 'Europe/Berlin' },
    follows: { sequence: 2, remindersDueAt: [now] },
  },
  'appointment-dropped': { detail: { before: at, after: null }, follows: { cancelled } },
  'calendar-entry-renewed': { detail: { sequence: 3 }, follows: { remindersDueAt: [now] } },
  'invitation-expired': { follows: { cancelled } },
  'extra-time-set': { detail: { factor: 1.5, before: 1 } },
  'accommodation-asked': { detail: { accommodationId: id } },
  'accommodation-answered': { detail: { accommodationId: id, granted: true } },
  'mail-sent-again': { detail: { mailId: id } },
  'mail-bounced': { detail: { mailId: id, outcome: 'failed', status: '5.1.1' } },
  'data-exported': {},
  'candidate-anonymised': { detail: { invitations: 1 }, follows: { invitationIds: [id] } },
  'candidate-viewed': {},
  'mails-viewed': {},
  'board-viewed': {},
  'audit-viewed': {},
  'audit-exported': {},
  'candidate-erased': { detail: { invitations: 1 }, follows: { invitationIds: [id] } },
  'attempt-started': { detail: { early: true }, follows: { invitationId: id, cancelled } },
  'credit-given': { detail: credit, follows: { invitationId: id, clock: { ...clock, givenBack: [] } } },
  'credit-undone': {
    detail: { ...credit, undoes: id },
    follows: { invitationId: id, clock: { ...clock, givenBack: [] } },
  },
  'attempt-submitted': {
    detail: { by: 'deadline', revision: 7 },
    follows: { invitationId: id, clock: { ...clock, givenBack: [] } },
  },
  'answer-promised': { detail: { dueAt: at, basis } },
  'promise-half-used': promiseStep,
  'promise-nearly-due': promiseStep,
  'promise-broken': promiseStep,
  'answer-date-told': { detail: { before: at, after: at, seq: 1 }, ...ofInvitation },
  'answer-marked': { detail: { answeredAt: at }, ...ofInvitation },
  'answer-unmarked': { detail: { answeredAt: at }, ...ofInvitation },
  'run-claimed': { detail: { claimNo: 1, workerId: 'worker-1' } },
  'submission-graded': { detail: { runId: id, regradeId: null }, ...ofInvitation },
  'run-given-up': { detail: { runId: id, kind: 'graded', regradeId: null, fault: 'gone' }, ...ofInvitation },
  'regrade-started': {
    detail: { reason: 'why', fromVersionId: id, checksVersionId: id, submissionId: null, submissions: 3 },
  },
  'submission-viewed': {},
  'review-submitted': ofInvitation,
  'feedback-viewed': { detail: { shown: 4 } },
  'position-created': { detail: position },
  'position-changed': { detail: { before: position, after: position } },
  'cohort-opened': { detail: { number: 2, exercises: [{ exerciseId: 'ledger', version: '1.0.0' }] } },
  'position-closed': {},
  'position-reopened': {},
  'organisation-changed': {
    detail: { before: { name: '', zone: null }, after: { name: 'Firm', zone: 'Europe/Berlin' } },
  },
  'calendar-created': { detail: calendar },
  'calendar-changed': { detail: { before: calendar, after: calendar } },
  'calendar-made-default': {},
  'calendar-removed': { detail: calendar },
  'api-key-created': { detail: { name: 'ATS', scopes: ['results:read'], expiresAt: at } },
  'api-key-revoked': {},
  'webhook-created': { detail: webhook },
  'webhook-changed': { detail: { before: webhook, after: webhook } },
  'webhook-secret-rotated': {},
  'webhook-disabled': { detail: { because: 'gone' } },
  'webhook-enabled': {},
  'webhook-removed': { detail: webhook },
  'ats-connection-created': { detail: { kind: 'ashby', name: 'Ashby' } },
  'ats-connection-removed': { detail: { kind: 'ashby', name: 'Ashby' } },
  'first-admin-created': {},
  'staff-invited': { detail: access },
  'staff-changed': { detail: { before: access, after: access } },
  'staff-disabled': {
    detail: { sessions: 1, positionIds: [id], handedOver: { to: 'somebody', invitations: 3 } },
  },
  'staff-enabled': {},
  'staff-link-renewed': sessions,
  'staff-signed-in': { detail: { by: 'link' } },
  'sign-in-refused': { detail: { by: 'oidc', reason: 'oidc_not_linked', staffId: null } },
  'identity-linked': { detail: { identityId: id, issuer: 'https://login.example' } },
  'identity-removed': { detail: { identityId: id, issuer: 'https://login.example' } },
  'staff-signed-out': sessions,
  'password-set': sessions,
}

interface Loose {
  detail?: z.ZodType
  follows?: z.ZodType
}
const catalogue = Object.entries(facts) as [FactName, Loose][]
const parts = catalogue.flatMap(([name, entry]) =>
  (['detail', 'follows'] as const).flatMap((part) => {
    const schema = entry[part]
    return schema === undefined ? [] : [{ name, part, schema, example: examples[name][part] }]
  }),
)

/** What follows from the example of a fact: names of announcements, and kinds of mails. */
function followedBy<N extends FactName>(name: N): { announced: string[]; mailed: string[] } {
  const row: Consequences<N> = consequences[name]
  const fact = { ...examples[name], name, at: now, actor: 'platform', subjectId: id } as unknown as FactOf<N>
  const announced: string[] = []
  for (const tell of row.announcements?.(fact) ?? []) tell((news) => announced.push(news))
  return { announced, mailed: (row.mails?.(fact) ?? []).map(({ kind }) => kind) }
}

describe('the catalogue of facts', () => {
  it.each(parts)('$name: takes its $part, and nothing beyond it', ({ schema, example }) => {
    expect(schema.parse(example)).toEqual(example)
    expect(schema.safeParse({ ...(example as object), candidateName: 'Lin' }).success).toBe(false)
  })

  it('has a row of consequences for each', () => {
    expect(Object.keys(consequences).sort()).toEqual(Object.keys(facts).sort())
  })

  it('names every mail and all the news that follow', () => {
    const following = Object.fromEntries(
      catalogue.flatMap(([name]) => {
        const { announced, mailed } = followedBy(name)
        return announced.length + mailed.length === 0 ? [] : [[name, [...announced, ...mailed].join(' ')]]
      }),
    )
    expect(following).toEqual({
      'invitation-created': 'board-changed invitation expiring reminder reminder',
      'invitation-import-confirmed': 'import-changed',
      'invitation-import-made': 'import-changed',
      'invitation-import-undone': 'import-changed board-changed',
      'invitation-declined': 'board-changed declined appointment_cancelled',
      'invitation-reopened': 'board-changed invitation',
      'invitation-extended': 'board-changed extended expiring',
      'bulk-action-confirmed': 'bulk-action-changed',
      'bulk-action-made': 'bulk-action-changed',
      'bulk-action-undone': 'bulk-action-changed',
      'invitation-reminded': 'board-changed reminder_by_hand',
      'note-written': 'board-changed',
      'note-edited': 'board-changed',
      'note-deleted': 'board-changed',
      'invitation-link-renewed': 'invitation',
      'invitation-revoked': 'board-changed withdrawn',
      'candidate-signed-in': 'board-changed',
      'exercise-chosen': 'board-changed',
      'appointment-set': 'board-changed appointment reminder',
      'appointment-dropped': 'board-changed appointment_cancelled',
      'calendar-entry-renewed': 'appointment reminder',
      'invitation-expired': 'board-changed appointment_cancelled',
      'extra-time-set': 'board-changed',
      'accommodation-asked': 'board-changed accommodation_asked',
      'accommodation-answered': 'board-changed accommodation_answered',
      'mail-sent-again': 'board-changed',
      'mail-bounced': 'board-changed',
      'candidate-anonymised': 'board-changed',
      'candidate-erased': 'board-changed',
      'attempt-started': 'board-changed appointment_cancelled',
      'credit-given': 'attempt-clock board-changed',
      'credit-undone': 'attempt-clock board-changed',
      'attempt-submitted': 'attempt-clock board-changed reviews-changed receipt',
      'promise-half-used': 'board-changed promise_half_used',
      'promise-nearly-due': 'board-changed promise_nearly_due',
      'promise-broken': 'board-changed promise_broken answer_late',
      'answer-date-told': 'board-changed answer_new_date',
      'answer-marked': 'board-changed',
      'answer-unmarked': 'board-changed',
      'submission-graded': 'board-changed reviews-changed',
      'run-given-up': 'board-changed reviews-changed',
      'regrade-started': 'regrade-changed',
      'review-submitted': 'board-changed reviews-changed',
    })
  })
})

describe('a fact that is recorded', () => {
  let server: TestServer
  beforeAll(async () => void (server = await startTestServer()))
  afterAll(() => server.stop())

  const listening = () => {
    const announced: string[] = []
    const queued: string[] = []
    const jobs = { ...server.deps.jobs, enqueueMail: (mail: { id: string }) => void queued.push(mail.id) }
    const announce: TestServer['deps']['announce'] = (name) => void announced.push(name)
    return { announced, queued, deps: { ...server.deps, jobs, announce } }
  }
  const written = async (invitationId: string) => ({
    lines: await server.deps.db
      .selectFrom('audit')
      .select(['actor', 'action', 'detail'])
      .where('subject', '=', `invitation:${invitationId}`)
      .where('action', '=', 'invitation-link-renewed')
      .execute(),
    mails: await server.deps.db
      .selectFrom('mails')
      .select('id')
      .where('invitation_id', '=', invitationId)
      .where('kind', '=', 'invitation')
      .execute(),
  })
  const renewed = (invitationId: string) =>
    ({
      name: 'invitation-link-renewed',
      at: now,
      actor: 'platform',
      subjectId: invitationId,
      detail: { sessions: 2 },
    }) as const

  it('leaves nothing where its transaction is rolled back, and all of it where it commits', async () => {
    const { invitationId } = await server.candidate()
    const before = await written(invitationId)
    const { announced, queued, deps } = listening()
    const record = (fails: boolean) =>
      inTransaction(deps.db, async (tx, afterCommit) => {
        const scope = { deps, tx, afterCommit }
        const asked = { ...renewed(invitationId), name: 'extra-time-set' } as const
        await recordFact(scope, renewed(invitationId))
        await recordFact(scope, { ...asked, detail: { factor: 2, before: 1 } })
        if (fails) throw new Error('rolled back')
      })
    await expect(record(true)).rejects.toThrow('rolled back')
    expect(await written(invitationId)).toEqual(before)
    expect([announced, queued]).toEqual([[], []])

    await record(false)
    const after = await written(invitationId)
    expect(after.lines).toEqual([
      { actor: 'platform', action: 'invitation-link-renewed', detail: { sessions: 2 } },
    ])
    expect([after.mails.length - before.mails.length, queued.length]).toEqual([1, 1])
    expect(announced).toEqual(['board-changed'])
  })

  it('keeps in the audit only what the catalogue says', async () => {
    const { invitationId } = await server.candidate()
    const detail = { sessions: 2, candidateName: 'Lin' }
    const recording = recordFactAlone(server.deps, { ...renewed(invitationId), detail })
    await expect(recording).rejects.toThrow('candidateName')
    expect((await written(invitationId)).lines).toEqual([])
  })

  it('without an id of its own is kept under the bare subject', async () => {
    const detail = { shown: 0 }
    const said = { name: 'feedback-viewed', at: now, actor: 'platform', subjectId: null, detail } as const
    await recordFactAlone(server.deps, said)
    const rows = server.deps.db.selectFrom('audit').select('subject').where('action', '=', said.name)
    expect(await rows.execute()).toEqual([{ subject: 'feedback' }])
  })
})
