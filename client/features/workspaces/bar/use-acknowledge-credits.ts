import { useMutation } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'
import type { ServerClock } from '../../../lib/clock/server-clock.ts'

/** Says that the candidate has read of given time; the next reading of the clock no longer tells of it. */
export function useAcknowledgeCredits(attemptId: string, clock: ServerClock) {
  return useMutation({
    mutationFn: (creditIds: string[]) =>
      callApi('acknowledgeCredits', { params: { attemptId }, body: { creditIds } }),
    onSuccess: () => clock.refresh(),
  })
}
