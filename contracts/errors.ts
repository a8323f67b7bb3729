import { z } from 'zod'

/** Every way a request can be refused: its HTTP status, what happened, and what the person can do next. */
export const errorCatalogue = {
  bad_request: {
    status: 400,
    message: 'The request is not of the expected form.',
    next: 'Correct the fields named below.',
  },
  not_signed_in: { status: 401, message: 'You are not signed in.', next: 'Sign in and try again.' },
  wrong_credentials: {
    status: 401,
    message: 'The mail address or the password is wrong.',
    next: 'Try again, or ask an admin for a new sign-in link.',
  },
  forbidden: {
    status: 403,
    message: 'Your role does not allow this.',
    next: 'Ask an admin of this installation for the role you need.',
  },
  foreign_origin: {
    status: 403,
    message: 'The request came from another address than the one that Fairtime is set up for.',
    next: 'Open Fairtime at its own address and try again. Whoever runs it sets that address (PUBLIC_URL).',
  },
  not_found: {
    status: 404,
    message: 'There is nothing here, or it is not yours to see.',
    next: 'Check the address, or go back to the start page.',
  },
  link_unknown: {
    status: 404,
    message: 'This link is not known here.',
    next: 'Check that it was copied whole, or ask the person who sent it for a new one.',
  },
  link_expired: {
    status: 410,
    message: 'This link has expired.',
    next: 'Ask the person who sent it for a new one.',
  },
  link_not_open_yet: {
    status: 409,
    message: 'This invitation was sent a moment ago, and its link opens within half a minute.',
    next: 'Wait a little and open the link again.',
  },
  link_revoked: {
    status: 410,
    message: 'This link was withdrawn.',
    next: 'A newer link may be in your mail; otherwise ask the person who sent it.',
  },
  invitation_withdrawn: {
    status: 410,
    message: 'This invitation was withdrawn.',
    next: 'If you did not expect this, write to the person who invited you. Nothing was started, and nothing counts against you.',
  },
  link_used: {
    status: 410,
    message: 'This link was used already.',
    next: 'Sign in with your password, or ask an admin for a new link.',
  },
  other_name: {
    status: 409,
    message: 'This mail address is known under another name.',
    next: 'Take the known name, or say that this address is shared.',
  },
  list_unreadable: {
    status: 422,
    message: 'This list cannot be read.',
    next: 'Correct it and try again; nobody was invited.',
  },
  list_changed: {
    status: 409,
    message: 'The list was changed in another window, so nothing was sent.',
    next: 'Look at who is ticked now, and send it again.',
  },
  too_late_to_undo: {
    status: 409,
    message: 'The thirty seconds are over: the mails are on their way.',
    next: 'Invitations can still be withdrawn on the board, one by one; the candidates are told.',
  },
  changed_meanwhile: {
    status: 409,
    message: 'Somebody else has changed this in the meantime.',
    next: 'Nothing was overwritten. Look at what it is now, and make your change again.',
  },
  position_closed: {
    status: 409,
    message: 'This position is closed.',
    next: 'Choose another one, or open it again under "Positions".',
  },
  too_early: {
    status: 409,
    message: 'The appointment is still to come.',
    next: 'Come back at the time shown, or start early if the page offers it.',
  },
  invitation_declined: {
    status: 409,
    message: 'You said "no, thank you" to this invitation.',
    next: 'If you have changed your mind, write to the person who invited you; they can take it up again.',
  },
  schedule_by_passed: {
    status: 409,
    message: 'The day by which a time had to be picked has passed.',
    next: 'Write to the person who invited you; they can make it longer.',
  },
  invitation_closed: {
    status: 409,
    message: 'This invitation can no longer be started.',
    next: 'Write to the person who invited you; they can open it again.',
  },
  mail_sealed: {
    status: 409,
    message: 'This mail was kept under another secret of the server and can no longer be read.',
    next: 'Send it again on the page of the candidate: it is written anew.',
  },
  exercise_unchosen: {
    status: 409,
    message: 'You have not chosen your exercise yet.',
    next: 'Choose one on the page of your invitation; you can change it until you start.',
  },
  exercise_held: {
    status: 409,
    message: 'You have started, so your exercise is settled.',
    next: 'Go on with the one that you chose.',
  },
  exercise_fixed: {
    status: 409,
    message: 'This invitation is for one exercise, and leaves none to choose.',
    next: 'If you would rather take another one, write to the person who invited you.',
  },
  already_started: {
    status: 409,
    message: 'This exercise has been started.',
    next: 'Continue where you left off.',
  },
  already_submitted: {
    status: 409,
    message: 'This attempt is submitted; its code is frozen.',
    next: 'Your receipt shows what was handed in.',
  },
  too_late: {
    status: 409,
    message: 'The time is over, so this did not change the submission.',
    next: 'What you sent is kept and the recruiter can see that it came late.',
  },
  stale_revision: {
    status: 409,
    message: 'The files were changed elsewhere in the meantime.',
    next: 'Reload to see the newest state; what you typed here is still on this page.',
  },
  practice_only: {
    status: 409,
    message: 'This is a practice: nothing of it is handed in.',
    next: 'Go back to your invitation, and start the exercise when you are ready.',
  },
  notes_closed: {
    status: 409,
    message: 'The ten minutes for notes are over.',
    next: 'What was saved before is with your submission; what came now is kept apart and the recruiter can see it.',
  },
  lease_lost: {
    status: 409,
    message: 'You went on writing elsewhere, so this was not saved over it.',
    next: 'It is kept apart: compare both, and choose what to use.',
  },
  review_immutable: {
    status: 409,
    message: 'This review is submitted and cannot be changed.',
    next: 'Talk to the hiring manager if something must be added.',
  },
  conflict: {
    status: 409,
    message: 'This is not possible in the present state.',
    next: 'Reload the page and look again.',
  },
  too_large: {
    status: 413,
    message: 'This is larger than allowed.',
    next: 'Remove what is not needed and try again.',
  },
  storage_full: {
    status: 413,
    message: 'The history of this exercise has reached the most that is stored, so this was not saved.',
    next: 'Everything that was saved before is safe and can be handed in. Copy what you typed since, and write to the person who invited you.',
  },
  busy: {
    status: 429,
    message: 'Something of yours is still under way.',
    next: 'Wait until it has ended and try again.',
  },
  too_many: {
    status: 429,
    message: 'Too many requests in a short time.',
    next: 'Wait a few seconds and try again.',
  },
  internal: {
    status: 500,
    message: 'Something broke on our side.',
    next: 'Try again in a moment. If it stays, pass on the request id.',
  },
  unavailable: {
    status: 503,
    message: 'The service is starting or cannot reach its database.',
    next: 'Wait a few seconds; the page tries again by itself.',
  },
} as const satisfies Record<string, { status: number; message: string; next: string }>

export type ErrorCode = keyof typeof errorCatalogue

const codes = Object.keys(errorCatalogue)
export const errorCodeSchema = z.custom<ErrorCode>(
  (value) => typeof value === 'string' && codes.includes(value),
)

/** What every refused request answers, over HTTP and in socket acknowledgements. */
export const errorBodySchema = z.object({
  error: z.object({
    code: errorCodeSchema,
    message: z.string(),
    next: z.string(),
    requestId: z.string(),
    issues: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
  }),
})
export type ErrorBody = z.infer<typeof errorBodySchema>
