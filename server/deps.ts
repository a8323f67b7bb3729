import type { Logger as PinoLogger } from 'pino'
import type { ServerConfig } from './config.ts'
import type { Clock } from './db/clock.ts'
import type { Database, Tx } from './db/connect.ts'
import type { AfterCommit } from './db/transaction.ts'
import type { Metrics } from './http/metrics.ts'
import type { OidcClient } from './staff/oidc/oidc-client.ts'
import type { KnownBrowser } from './staff/sign-in/known-browser.ts'
import type { SignInThrottle } from './staff/sign-in/sign-in-throttle.ts'
import type { StaffAuth } from './staff/staff-auth.ts'
import type { AnnouncementName, AnnouncementOf } from '#contracts/events.ts'
import type { RunKind } from '#contracts/runs.ts'

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'child'>

/** Tells watching pages that something changed. Lossy by design. */
export type Announce = <N extends AnnouncementName>(name: N, payload: AnnouncementOf<N>) => void

/**
 * Ends the live lines of sessions that have ended, candidates' and staff's alike, on every server.
 */
export type CloseSessions = (ids: readonly string[]) => void

export interface QueuedRun {
  id: string
  kind: RunKind
  claim_no: number
  regrade_id: string | null
}

export interface QueuedMail {
  id: string
  tries: number
}

export interface QueuedDelivery {
  id: string
  tries: number
}

/** Wakes workers through Redis: enqueuing twice is one job, and a sweeper enqueues again what Redis lost. */
export interface JobQueue {
  enqueue(run: QueuedRun): void
  /** Removes the job of a superseded run, so that others do not wait behind it. A worker may have taken it already. */
  cancel(run: QueuedRun): void
  workerOnline(): Promise<boolean>
  /** For a mail that is due. */
  enqueueMail(mail: QueuedMail): void
  /** For what a webhook is to tell now. */
  enqueueDelivery(delivery: QueuedDelivery): void
  /** For a list whose invitations are to be made. */
  enqueueImport(importId: string, at: Date): void
}

/** Everything a use case may need, built in `main.ts` alone and passed as first argument. */
export interface Deps {
  config: ServerConfig
  /** Where people reach this server; known once it listens. */
  publicUrl: string
  db: Database
  clock: Clock
  log: Logger
  auth: StaffAuth
  /** Null where no provider is set. */
  oidc: OidcClient | null
  signInThrottle: SignInThrottle
  knownBrowser: KnownBrowser
  announce: Announce
  closeSessions: CloseSessions
  jobs: JobQueue
  metrics: Metrics
}

/** What a use case needs that runs as a part of somebody's transaction; `D` where it needs less than everything. */
export interface UnitOfWork<D = Deps> {
  deps: D
  tx: Tx
  afterCommit: AfterCommit
}
