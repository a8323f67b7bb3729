import type { Access, BodyOf, ParamsOf, QueryOf, ResultOf, Route, RouteTable } from '#contracts/route.ts'
import type { StreamedAnswer } from './streamed-answer.ts'
import type { CandidateActor, Caller, KeyActor, StaffActor } from './access/caller.ts'

/** How a handler sets cookies; it never sees the response itself. */
export interface Reply {
  /** Whole `Set-Cookie` lines, as the sign-in library gives them. */
  addCookies(lines: readonly string[]): void
  setCandidateCookie(token: string, lifeMs: number): void
}

type WhoFor<A extends Access> = A extends { kind: 'staff' }
  ? StaffActor
  : A extends { kind: 'candidate' }
    ? CandidateActor
    : A extends { kind: 'key' }
      ? KeyActor
      : A extends { kind: 'worker' }
        ? null
        : Caller

/** One request after parsing and authorisation. Nothing of the raw request is in reach. */
export interface Call<R extends Route> {
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
  who: WhoFor<R['access']>
  /** When all of the request was here, by the database's clock. */
  receivedAt: Date
  requestId: string
  ip: string
  headers: Headers
  reply: Reply
}

export type Handler<R extends Route> = (call: Call<R>) => Promise<ResultOf<R> | StreamedAnswer>

/** Demands a handler for every route of a table. */
export type Handlers<T extends RouteTable> = { [K in keyof T]: Handler<T[K]> }
