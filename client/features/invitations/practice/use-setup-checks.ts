import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SetupCheck, SetupCheckStates } from '#contracts/setup-check.ts'
import { callApi } from '../../../lib/api/call-api.ts'
import { useLiveSocket } from '../../../lib/live/live-socket-context.ts'
import { setupChecks, type CheckState } from './setup-checks.ts'

type States = Readonly<Partial<Record<SetupCheck, CheckState>>>

/** Runs the checks one after another; one that fails does not keep the next from being tried. */
export function useSetupChecks(invitationId: string) {
  const liveSocket = useLiveSocket()
  const [states, setStates] = useState<States>({})
  const run = useMutation({
    mutationFn: async () => {
      setStates({})
      const { attemptId } = await callApi('startPractice', { params: { invitationId } })
      const checks: SetupCheckStates = {}
      for (const check of setupChecks) {
        setStates((before) => ({ ...before, [check.id]: { kind: 'running' } }))
        const state = await check.run({ attemptId, liveSocket }).catch(stateOfError)
        setStates((before) => ({ ...before, [check.id]: state }))
        if (state.kind === 'ok' || state.kind === 'warn' || state.kind === 'fail')
          checks[check.id] = state.kind
      }
      await reportSetupCheck(invitationId, checks)
      return { attemptId, checks }
    },
  })
  return { states, run }
}

/** For whoever helps. Where it cannot be told, the candidate has seen it all the same. */
export async function reportSetupCheck(invitationId: string, checks: SetupCheckStates): Promise<void> {
  await callApi('reportSetupCheck', { params: { invitationId }, body: checks }).catch(() => undefined)
}

function stateOfError(error: unknown): CheckState {
  const words = error instanceof Error ? error.message : 'It did not work.'
  return { kind: 'fail', words, next: 'Try again. If it stays, tell the person who invited you.' }
}
