import type { WallTime } from '../../lib/clock/read-wall-time.ts'
import { mailAddressProblem } from '#contracts/fields/mail-address.ts'
import { personNameProblem } from '#contracts/fields/person-name.ts'
import { exerciseAsked } from '../../lib/positions/exercise-choice.ts'
import { viewerZone } from '../../lib/clock/times.ts'
import type { NewInvitation } from './api.ts'

export interface InviteFormValues {
  positionId: string | null
  exerciseId: string | null
  candidateName: string
  candidateEmail: string
  /** Empty for no appointment. */
  appointment: WallTime
  /** What stands in the field, also while it is no number. */
  expiresInDays: number | string
  extraTimeFactor: string
  /** A day, or empty for none. */
  scheduleByDate: string
}

export function emptyInviteForm(): InviteFormValues {
  return {
    positionId: null,
    exerciseId: null,
    candidateName: '',
    candidateEmail: '',
    appointment: { local: '', zone: viewerZone(), occurrence: null },
    expiresInDays: 14,
    extraTimeFactor: '1',
    scheduleByDate: '',
  }
}

export const inviteFormRules = {
  positionId: (value: string | null) => (value === null ? 'Choose a position' : null),
  exerciseId: (value: string | null) => (value === null ? 'Choose an exercise' : null),
  candidateName: personNameProblem,
  candidateEmail: (value: string) => mailAddressProblem(value.trim()),
  // Which days are possible is known where the organisation is.
  scheduleByDate: () => null,
  expiresInDays: (value: number | string) =>
    openDays(value) === null ? `Write a whole number of days, from 1 to ${longestOpenDays}` : null,
}

const longestOpenDays = 90

/** How long an invitation is open; null while the field holds no such number. */
export function openDays(value: number | string): number | null {
  const days = typeof value === 'number' ? value : value.trim() === '' ? Number.NaN : Number(value)
  return Number.isInteger(days) && days >= 1 && days <= longestOpenDays ? days : null
}

/** The field that shows what the server says of a part of the request. */
export function inviteFieldOf(path: string): string | null {
  const [part = ''] = path.split('.')
  return part in inviteFormRules ? part : null
}

/** The request for a form that passed its rules; null where a choice is still missing. */
export function toNewInvitation(values: InviteFormValues): NewInvitation | null {
  const expiresInDays = openDays(values.expiresInDays)
  if (values.positionId === null || values.exerciseId === null || expiresInDays === null) return null
  return {
    positionId: values.positionId,
    exerciseId: exerciseAsked(values.exerciseId),
    candidateName: values.candidateName,
    candidateEmail: values.candidateEmail.trim(),
    appointment: toRequest(values.appointment),
    expiresInDays,
    extraTimeFactor: Number(values.extraTimeFactor),
    scheduleByDate: values.scheduleByDate === '' ? null : values.scheduleByDate,
  }
}

function toRequest({ local, zone, occurrence }: WallTime): NewInvitation['appointment'] {
  if (local === '') return null
  return occurrence === null ? { local, zone } : { local, zone, occurrence }
}
