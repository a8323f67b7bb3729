import type { Verdict } from '#contracts/runs.ts'
import type { SetupCheck } from '#contracts/setup-check.ts'
import { callApi } from '../../../lib/api/call-api.ts'
import type { LiveSocket } from '../../../lib/live/live-socket.ts'

export type CheckState =
  | { kind: 'waiting'; words?: string }
  | { kind: 'running' }
  | { kind: 'ok'; words: string }
  | { kind: 'warn' | 'fail'; words: string; next: string }

export interface SetUp {
  attemptId: string
  liveSocket: LiveSocket
}

interface SetUpCheck {
  id: SetupCheck
  label: string
  run: (setupCheck: SetUp) => Promise<CheckState>
}

const answerWithinMs = 5_000
const verdictWithinMs = 90_000

/** What an exercise needs of this computer and of us, tried for real in the practice. */
export const setupChecks: readonly SetUpCheck[] = [
  { id: 'storage', label: 'Keeping what you type in this browser', run: checkStorage },
  { id: 'socket', label: 'A live connection to the server', run: checkSocket },
  { id: 'zip', label: 'Your files down as a zip archive, and up again', run: checkZip },
  { id: 'run', label: 'A run in the sandbox', run: checkRun },
]

const ok = (words: string): CheckState => ({ kind: 'ok', words })
/** The exercise works all the same. */
const warn = (words: string, next: string): CheckState => ({ kind: 'warn', words, next })
const bad = (words: string, next: string): CheckState => ({ kind: 'fail', words, next })

async function checkStorage(): Promise<CheckState> {
  const written = await new Promise<boolean>((resolve) => {
    const name = 'fairtime-set-up-check'
    const opening = indexedDB.open(name, 1)
    opening.onerror = () => resolve(false)
    opening.onblocked = () => resolve(false)
    opening.onupgradeneeded = () => opening.result.createObjectStore('check')
    opening.onsuccess = () => {
      const database = opening.result
      const put = database.transaction('check', 'readwrite').objectStore('check').put('x', 'x')
      const end = (isWritten: boolean) => {
        database.close()
        indexedDB.deleteDatabase(name)
        resolve(isWritten)
      }
      put.onsuccess = () => end(true)
      put.onerror = () => end(false)
    }
  }).catch(() => false)
  if (written) return ok('works')
  return warn(
    'This browser does not let the page keep anything.',
    'Leave private browsing, or allow site data for this page. You can also go on: then every second is saved to the server instead.',
  )
}

function checkSocket({ liveSocket }: SetUp): Promise<CheckState> {
  return new Promise((resolve) => {
    const startedAt = performance.now()
    const timer = setTimeout(() => {
      stop()
      resolve(
        warn(
          'No live connection came about.',
          'A proxy or firewall may block WebSocket. Everything still works: the page then asks every few seconds instead.',
        ),
      )
    }, answerWithinMs)
    const stop = liveSocket.onConnect(() => {
      clearTimeout(timer)
      resolve(ok(`works, ${Math.round(performance.now() - startedAt)} ms`))
    })
  })
}

async function checkZip({ attemptId }: SetUp): Promise<CheckState> {
  const params = { attemptId }
  const { zipBase64, revision } = await callApi('downloadZip', { params })
  const body = { clientId: crypto.randomUUID(), zipBase64, expectedRevision: revision }
  await callApi('takeZip', { params, body })
  return ok('works')
}

async function checkRun({ attemptId }: SetUp): Promise<CheckState> {
  const startedAt = performance.now()
  const { runId } = await callApi('createRun', { params: { attemptId }, body: {} })
  while (performance.now() - startedAt < verdictWithinMs) {
    const run = await callApi('getRun', { params: { attemptId, runId } })
    if (run.result !== null) return describeStorage(run.result.verdict, performance.now() - startedAt)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return bad(
    'The sandbox did not answer in a minute and a half.',
    'This is on our side, not on yours. Try again in a few minutes, and tell the person who invited you if it stays.',
  )
}

/** The practice has a test that fails, so that is what a sandbox that works finds, unless somebody has mended it there. */
function describeStorage(verdict: Verdict, elapsedMs: number): CheckState {
  const took = `${(elapsedMs / 1_000).toFixed(1)} s`
  if (verdict === 'failed' || verdict === 'passed') return ok(`works, ${took}`)
  if (verdict === 'compile_error')
    return ok(`works, ${took}; what you wrote in the practice does not compile`)
  if (verdict === 'platform_error') return bad('The sandbox failed.', oursToMend)
  return bad(`The run ended after ${took} without a result of the tests.`, oursToMend)
}

const oursToMend =
  'This is on our side unless you changed the practice. Try again, and tell the person who invited you if it stays.'
