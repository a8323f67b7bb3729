import { expect, test } from 'vitest'
import { LiveRuns } from '../../../../client/features/runs/live-runs.ts'

const run = { runId: 'run', attemptId: 'attempt' }

test('pieces that come late or twice are put right by their number', () => {
  const live = new LiveRuns()
  live.take({ kind: 'output', ...run, seq: 1, text: 'two' })
  live.take({ kind: 'output', ...run, seq: 0, text: 'one ' })
  live.take({ kind: 'output', ...run, seq: 1, text: 'two' })
  expect(live.get('run').text).toBe('one two')
})

test('a run that begins again elsewhere shows nothing of its first beginning', () => {
  const live = new LiveRuns()
  live.take({ kind: 'phase', ...run, phase: 'testing' })
  live.take({ kind: 'output', ...run, seq: 0, text: 'from the worker that was lost' })
  live.take({ kind: 'output', ...run, seq: 1, text: ' and more' })
  live.take({ kind: 'phase', ...run, phase: 'preparing' })
  expect(live.get('run')).toEqual({ phase: 'preparing', text: '', verdict: null })
  live.take({ kind: 'output', ...run, seq: 0, text: 'again' })
  expect(live.get('run').text).toBe('again')
})
