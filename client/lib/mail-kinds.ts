import type { MailKind } from '#contracts/api/mails.ts'

export const mailKinds: Record<MailKind, string> = {
  invitation: 'Invitation with the link',
  appointment: 'Appointment with the calendar file',
  appointment_cancelled: 'Appointment given up',
  reminder: 'Reminder of the appointment',
  expiring: 'The invitation closes soon',
  reminder_by_hand: 'Reminder that a colleague asked for',
  withdrawn: 'Invitation withdrawn',
  declined: '"No, thank you", to the recruiter',
  extended: 'Invitation with new dates',
  accommodation_asked: 'To the recruiter: the candidate asks for something',
  accommodation_answered: 'Answer to what was asked',
  receipt: 'Receipt of what was handed in',
  promise_half_used: 'To the recruiter: half of the time for the answer is used',
  promise_nearly_due: 'To the recruiter: the answer is due soon',
  promise_broken: 'To the recruiter: the promised date has passed',
  answer_late: 'We are sorry: the answer is late',
  answer_new_date: 'A new date for the answer',
}
