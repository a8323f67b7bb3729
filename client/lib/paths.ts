/** Every address of the client. The server prints links of these forms, so they are fixed. */
export const paths = {
  start: () => '/',
  firstAdmin: () => '/first-admin',
  signIn: (next?: string) => (next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`),
  signInByLink: () => '/sign-in/link',
  invitationLink: () => '/i',
  invitation: (invitationId: string) => `/invitations/${invitationId}`,
  attempt: (attemptId: string) => `/attempts/${attemptId}`,
  receipt: (attemptId: string) => `/attempts/${attemptId}/receipt`,
  preview: (attemptId: string) => `/attempts/${attemptId}/preview`,
  reviews: () => '/reviews',
  review: (submissionId: string) => `/reviews/${submissionId}`,
  board: () => '/board',
  regrades: () => '/regrades',
  regrade: (regradeId: string) => `/regrades/${regradeId}`,
  feedback: () => '/feedback',
  people: () => '/people',
} as const
