import type { z } from 'zod'

export const staffRoles = ['admin', 'recruiter', 'reviewer', 'author'] as const
export type StaffRole = (typeof staffRoles)[number]

/** What a program may do with its key; each key has some of them. */
export const apiScopes = ['invitations:read', 'invitations:write', 'results:read', 'inbound-mail'] as const
export type ApiScope = (typeof apiScopes)[number]

/**
 * The policy: who may call a route, and of which things. `candidate`: a session that holds the invitation of the path, or that of its
 * attempt; anybody else's does not exist. `staff` of `all` things, of those of the one who asks (`self`), or of submissions of the
 * pools that they are in (`pool`). Roles and invitations are judged before the handler; of attempts, pools and oneself the room
 * judges that owns them, and the generated matrix of `test/server/http/access` holds each of them to this table.
 */
export type Access =
  | { kind: 'public' }
  | { kind: 'candidate'; of: 'invitation' | 'attempt' }
  | { kind: 'staff'; roles: readonly StaffRole[]; of: 'all' | 'self' | 'pool' }
  | { kind: 'worker' }
  /** A program, by a key that has one of these scopes. No other route lets a key in. */
  | { kind: 'key'; scopes: readonly ApiScope[] }

/**
 * `token` for secrets that could be tried at random: only wrong ones are paid for. `run` for what costs a sandbox. `key` for programs,
 * which pay for what they read too.
 */
export type RateKind = 'token' | 'change' | 'run' | 'key'

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Express path, parameters as `:name`. */
  path: `/api/${string}`
  summary: string
  access: Access
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** Largest body accepted; anything above is refused with `too_large` before it is parsed. Default 64 KiB. */
  bodyLimitBytes?: number
  /** The body is no JSON: it is taken as it arrives, where it says that it is of this type. */
  rawBody?: 'message/rfc822'
  /** The body may hold text that cannot be stored: its handler says of which part, and takes the rest. */
  judgesText?: true
  /** Which budget a call spends from, a person or, for strangers, an address. Reading is free. Default `change`. */
  rate?: RateKind
  status?: number
  response: z.ZodType
}

export type RouteTable = Record<string, Route>

type Parsed<T> = T extends z.ZodType ? z.output<T> : Record<string, never>

export type ParamsOf<R extends Route> = Parsed<R['params']>
export type QueryOf<R extends Route> = Parsed<R['query']>
export type BodyOf<R extends Route> = R['body'] extends z.ZodType ? z.output<R['body']> : undefined
export type SentBodyOf<R extends Route> = R['body'] extends z.ZodType ? z.input<R['body']> : undefined
/** What a handler returns: the input side of the response schema, which parses it (and so drops what is not declared). */
export type ResultOf<R extends Route> = z.input<R['response']>
export type ResponseOf<R extends Route> = z.output<R['response']>

export const everyone = { kind: 'public' } as const
export const ownInvitation = { kind: 'candidate', of: 'invitation' } as const
export const ownAttempt = { kind: 'candidate', of: 'attempt' } as const
export const theWorker = { kind: 'worker' } as const
export const keyWith = (...scopes: ApiScope[]) => ({ kind: 'key', scopes }) as const
export const staff = (...roles: StaffRole[]) => ({ kind: 'staff', roles, of: 'all' }) as const
export const anyStaff = staff(...staffRoles)
export const oneself = { kind: 'staff', roles: staffRoles, of: 'self' } as const
/** An admin reads all, and scores only what nothing bars them from. */
export const reviewersOfPool = { kind: 'staff', roles: ['admin', 'reviewer'], of: 'pool' } as const
