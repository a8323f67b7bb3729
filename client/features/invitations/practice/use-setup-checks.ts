import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SetUpLight, SetUpLights } from '#contracts/setup-check.ts'
import { callApi } from '../../../lib/call-api.ts'
import { useLiveSocket } from '../../../lib/live-socket-context.ts'
import { setUpChecks, type CheckState } from './setup-checks.ts'

type States = Readonly<Partial<Record<SetUpLight, CheckState>>>

/** Runs the checks one after another; one that fails does not keep the next from being tried. */
export function useSetUpChecks(invitationId: string) {
  const liveSocket = useLiveSocket()
  const [states, setStates] = useState<States>({})
  const run = useMutation({
    mutationFn: async () => {
      setStates({})
      const { attemptId } = await callApi('startPractice', { params: { invitationId } })
      const lights: SetUpLights = {}
      for (const check of setUpChecks) {
        setStates((before) => ({ ...before, [check.id]: { kind: 'running' } }))
        const state = await check.run({ attemptId, liveSocket }).catch(stateOfError)
        setStates((before) => ({ ...before, [check.id]: state }))
        if (state.kind === 'ok' || state.kind === 'warn' || state.kind === 'bad')
          lights[check.id] = state.kind
      }
      await reportSetUp(invitationId, lights)
      return { attemptId, lights }
    },
  })
  return { states, run }
}

/** For whoever helps. Where it cannot be told, the candidate has seen it all the same. */
export async function reportSetUp(invitationId: string, lights: SetUpLights): Promise<void> {
  await callApi('reportSetUp', { params: { invitationId }, body: lights }).catch(() => undefined)
}

function stateOfError(error: unknown): CheckState {
  const words = error instanceof Error ? error.message : 'It did not work.'
  return { kind: 'bad', words, next: 'Try again. If it stays, tell the person who invited you.' }
}
