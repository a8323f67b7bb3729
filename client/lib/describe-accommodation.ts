import type { AccommodationKind } from '#contracts/api/invitations/appointments.ts'

/** How a wish is called, by whoever has it and to whoever answers it. */
export const accommodationLabels: Record<AccommodationKind, string> = {
  quarter: 'A quarter more time',
  half: 'Half as much time again',
  double: 'Twice the time',
  breaks: 'Breaks, their time added',
  other: 'Something else',
}
