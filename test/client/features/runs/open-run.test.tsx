import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import type { RunView } from '#contracts/runs.ts'
import { LiveRuns } from '../../../../client/features/runs/live-runs.ts'
import { OpenRun } from '../../../../client/features/runs/open-run.tsx'

// Nothing is live on a page that is only written out.
vi.mock('../../../../client/features/runs/use-live-runs.ts', () => ({
  useLiveRun: () => ({ phase: null, text: '' }),
}))

const queued: RunView = {
  id: '9b2b7a9e-0d5b-4f6e-8b35-3c9f0c8f2f10',
  kind: 'visible',
  state: 'queued',
  revision: 3,
  createdAt: '2026-11-24T09:00:00.000Z',
  finishedAt: null,
  only: null,
  result: null,
  queuedBefore: 2,
  workerOnline: true,
}
const words = (run: RunView) =>
  renderToStaticMarkup(
    <MantineProvider env="test">
      <OpenRun run={run} live={new LiveRuns()} />
    </MantineProvider>,
  ).replaceAll(/<style.*?<\/style>|<[^>]+>/gs, ' ')

test('a run that was accepted while the queue is away says that it waits and that nothing is lost', () => {
  expect(words({ ...queued, workerOnline: false })).toMatch(
    /Waiting for a worker: nothing is lost.*Your run starts by itself when it is back/s,
  )
  expect(words(queued)).toContain('Waiting: 2 before you')
})
