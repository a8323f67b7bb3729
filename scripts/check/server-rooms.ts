/** The rooms of the server in the order of the flow: each may use those before it, in its imports and in its SQL. */
export const serverRooms = [
  'staff',
  'positions',
  'exercises',
  'invitations',
  'attempts',
  'workspaces',
  'runs',
  'submissions',
  'regrades',
  'reviews',
  'board',
  'insight',
  'privacy',
  'demo',
] as const
