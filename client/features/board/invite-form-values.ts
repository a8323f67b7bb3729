import { viewerZone } from '../../lib/clock/times.ts'
import type { NewInvitation } from './use-create-invitation.ts'

export interface InviteFormValues {
  positionId: string | null
  exerciseId: string | null
  candidateName: string
  candidateEmail: string
  /** As the browser's date-time field writes it, `2026-11-24T09:30`; empty for no appointment. */
  appointmentLocal: string
  appointmentZone: string
  expiresInDays: number
  extraTimeFactor: string
}

export function emptyInviteForm(): InviteFormValues {
  return {
    positionId: null,
    exerciseId: null,
    candidateName: '',
    candidateEmail: '',
    appointmentLocal: '',
    appointmentZone: viewerZone(),
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
    appointment:
      values.appointmentLocal === ''
        ? null
        : {
            local: values.appointmentLocal.slice(0, 'yyyy-mm-ddThh:mm'.length),
            zone: values.appointmentZone,
          },
    expiresInDays: values.expiresInDays,
    extraTimeFactor: Number(values.extraTimeFactor),
  }
}
