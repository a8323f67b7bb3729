import type { WallTime } from '../../lib/clock/read-wall-time.ts'
import { viewerZone } from '../../lib/clock/times.ts'
import type { NewInvitation } from './use-create-invitation.ts'

export interface InviteFormValues {
  positionId: string | null
  exerciseId: string | null
  candidateName: string
  candidateEmail: string
  /** Empty for no appointment. */
  appointment: WallTime
  expiresInDays: number
  extraTimeFactor: string
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
  }
}

export const inviteFormRules = {
  positionId: (value: string | null) => (value === null ? 'Choose a position' : null),
  exerciseId: (value: string | null) => (value === null ? 'Choose an exercise' : null),
  candidateName: (value: string) => (value.trim() === '' ? 'Write a name' : null),
  candidateEmail: (value: string) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : 'Write a mail address'),
}

/** The request for a form that passed its rules; null where a choice is still missing. */
export function toNewInvitation(values: InviteFormValues): NewInvitation | null {
  if (values.positionId === null || values.exerciseId === null) return null
  return {
    positionId: values.positionId,
    exerciseId: values.exerciseId,
    candidateName: values.candidateName,
    candidateEmail: values.candidateEmail.trim(),
    appointment: toRequest(values.appointment),
    expiresInDays: values.expiresInDays,
    extraTimeFactor: Number(values.extraTimeFactor),
  }
}

function toRequest({ local, zone, occurrence }: WallTime): NewInvitation['appointment'] {
  if (local === '') return null
  return occurrence === null ? { local, zone } : { local, zone, occurrence }
}
