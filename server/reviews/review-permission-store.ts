import { sql } from 'kysely'
import type { StaffActor } from '../http/access/caller.ts'

/** Whoever invited for a position or took an invitation over, or has read what its candidates said, could tell who is behind an alias. */
export const isBarred = (reviewer: StaffActor) => sql<boolean>`(
  exists (select from invitations as own where own.position_id = positions.id and own.created_by = ${reviewer.id})
  or exists (select from invitation_handovers as handover join invitations as own on own.id = handover.invitation_id
    where own.position_id = positions.id and handover.staff_id = ${reviewer.id})
  or exists (select from feedback_views where feedback_views.position_id = positions.id and staff_id = ${reviewer.id})
)`

const isInPool = (reviewer: StaffActor) => sql<boolean>`exists (
  select from position_reviewers
  where position_reviewers.position_id = positions.id and position_reviewers.staff_id = ${reviewer.id}
    and (exercise_ids is null or exercise_versions.exercise_id = any(exercise_ids))
)`

/**
 * Who may review what, as a condition beside `positions` and `exercise_versions`: those in the position's pool who are eligible for the exercise, unless something bars them. An admin reads all,
 * and still scores nothing that they are barred from.
 */
export const mayRead = (reviewer: StaffActor) =>
  reviewer.roles.includes('admin')
    ? sql<boolean>`true`
    : sql<boolean>`(${isInPool(reviewer)} and not ${isBarred(reviewer)})`
