import type { z } from 'zod'

export const staffRoles = ['admin', 'recruiter', 'reviewer', 'author'] as const
export type StaffRole = (typeof staffRoles)[number]

/** What a program may do with its key; each key has some of them. */
export const apiScopes = ['invitations:read', 'invitations:write', 'results:read', 'inbound-mail'] as const
export type ApiScope = (typeof apiScopes)[number]

/**
 * Who may call a route at all. `candidate` means: a candidate session that holds the invitation or attempt named in the path.
 * Whether this one person may see this one thing is decided in the room that owns the thing.
 */
export type Access =
  | { kind: 'public' }
  | { kind: 'candidate' }
  | { kind: 'staff'; roles: readonly StaffRole[] }
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
export const theCandidate = { kind: 'candidate' } as const
export const theWorker = { kind: 'worker' } as const
export const keyWith = (...scopes: ApiScope[]) => ({ kind: 'key', scopes }) as const
export const staff = (...roles: StaffRole[]) => ({ kind: 'staff', roles }) as const
export const anyStaff = staff(...staffRoles)
