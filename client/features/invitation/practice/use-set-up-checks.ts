import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '../../../lib/call-api.ts'
import { useLiveSocket } from '../../../lib/live-socket-context.ts'
import { setUpChecks, type CheckState } from './set-up-checks.ts'

type States = Readonly<Record<string, CheckState>>

/** Runs the checks one after another; one that fails does not keep the next from being tried. */
export function useSetUpChecks(invitationId: string) {
  const liveSocket = useLiveSocket()
  const [states, setStates] = useState<States>({})
  const run = useMutation({
    mutationFn: async () => {
      setStates({})
      const { attemptId } = await callApi('startPractice', { params: { invitationId } })
      for (const check of setUpChecks) {
        setStates((before) => ({ ...before, [check.id]: { kind: 'running' } }))
        const state = await check.run({ attemptId, liveSocket }).catch(stateOfError)
        setStates((before) => ({ ...before, [check.id]: state }))
      }
    },
  })
  return { states, run }
}

function stateOfError(error: unknown): CheckState {
  const words = error instanceof Error ? error.message : 'It did not work.'
  return { kind: 'problem', words, next: 'Try again. If it stays, tell the person who invited you.' }
}
