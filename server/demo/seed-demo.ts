import { defaultAnswerWorkingDays } from '#contracts/api/promises/calendars.ts'
import { languages } from '#contracts/languages.ts'
import { readSetting, writeSetting } from '../db/settings.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { listExercises, listLoadedVersions } from '../exercises/store.ts'
import { createInvitation } from '../invitations/create-invitation.ts'
import { issueInvitationLink } from '../invitations/links/invitation-links.ts'
import { openCohort } from '../positions/cohorts/open-cohort.ts'
import { nextPins } from '../positions/cohorts/pins.ts'
import { writeReviewers } from '../positions/reviewer-store.ts'
import { findPositionByTitle, insertPosition } from '../positions/store.ts'
import { countStaff, findStaffByEmail } from '../staff/store.ts'
import { writeGuideDismissed } from '../staff/organisation/store.ts'
import { issueStaffLink } from '../staff/staff-links.ts'
import { demoCandidates, demoPositions, demoStaff, type DemoCandidate } from './positions.ts'

const settingKey = 'demo'
const invitationDays = 60

export interface DemoLink {
  label: string
  link: string
}

const slug = (title: string) =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

async function seedStaff(deps: Deps): Promise<void> {
  for (const member of Object.values(demoStaff)) await deps.auth.createMember(member)
}

async function seedPositions(deps: Deps, now: Date): Promise<void> {
  const exercises = await listExercises(deps.db)
  const loaded = await listLoadedVersions(deps.db)
  for (const position of demoPositions) {
    const exerciseIds = position.languages.flatMap((language) =>
      exercises.filter((exercise) => exercise.language === language).map((exercise) => exercise.id),
    )
    const reviewers = await Promise.all(
      position.reviewers.map((key) => findStaffByEmail(deps.db, demoStaff[key].email)),
    )
    await inTransaction(deps.db, async (tx, afterCommit) => {
      const focusAttributes = position.focus.map((title) => ({ id: slug(title), title }))
      const terms = { calendarId: null, answerWorkingDays: defaultAnswerWorkingDays }
      const id = await insertPosition(tx, {
        ...position,
        ...terms,
        exerciseIds,
        focusAttributes,
        by: null,
        now,
      })
      const members = reviewers.flatMap((reviewer) => reviewer ?? [])
      await writeReviewers(
        tx,
        id,
        members.map((member) => ({ staffId: member.id, exerciseIds: null })),
      )
      const pins = nextPins(exerciseIds, { pinned: [], loaded, newest: true })
      await openCohort({ deps, tx, afterCommit }, { positionId: id, pins, by: null, now })
    })
  }
}

async function seedInvitation(deps: Deps, candidate: DemoCandidate, now: Date): Promise<string | null> {
  const position = await findPositionByTitle(deps.db, candidate.position)
  if (position === null) return null
  const exercise = (await listExercises(deps.db)).find(
    (each) => each.language === candidate.language && position.exercise_ids.includes(each.id),
  )
  if (exercise === undefined) return null
  const { invitationId } = await createInvitation(deps, {
    positionId: position.id,
    exerciseId: exercise.id,
    candidateName: candidate.name,
    candidateEmail: candidate.email,
    otherNameIsMeant: true,
    appointment: null,
    scheduleByDate: null,
    expiresInDays: invitationDays,
    extraTimeFactor: 1,
    now,
    by: null,
  })
  return invitationId
}

async function seed(deps: Deps, now: Date): Promise<void> {
  await seedStaff(deps)
  await seedPositions(deps, now)
  const invitations: Record<string, string | null> = {}
  for (const candidate of demoCandidates)
    invitations[candidate.language] = await seedInvitation(deps, candidate, now)
  await writeGuideDismissed(deps.db, now)
  await writeSetting(deps.db, settingKey, JSON.stringify(invitations))
}

async function demoInvitations(deps: Deps): Promise<Record<string, string | null> | null> {
  const value = await readSetting(deps.db, settingKey)
  return value === null ? null : JSON.parse(value)
}

/**
 * Fills an empty database with something to try, and answers fresh links into it, at every start. A database in which anybody
 * else has ever worked is left alone.
 */
export async function openDemo(deps: Deps): Promise<DemoLink[]> {
  const now = await deps.clock.now()
  if ((await demoInvitations(deps)) === null) {
    if ((await countStaff(deps.db)) > 0) return []
    await seed(deps, now)
  }
  const invitations = (await demoInvitations(deps)) ?? {}
  const links: DemoLink[] = []
  for (const { language, name } of demoCandidates) {
    const invitationId = invitations[language]
    if (invitationId === null || invitationId === undefined) continue
    const link = await issueInvitationLink(deps, deps.db, { invitationId, now })
    links.push({ label: `${languages[language].name} candidate (${name})`, link })
  }
  for (const [key, label] of [
    ['rosa', 'Reviewer'],
    ['noor', 'Recruiter'],
  ] as const) {
    const member = await findStaffByEmail(deps.db, demoStaff[key].email)
    if (member === null || member.isDisabled) continue
    const link = await issueStaffLink(deps, deps.db, { purpose: 'sign_in', staffId: member.id, now })
    links.push({ label: `${label} (${member.name}, once)`, link })
  }
  return links
}
