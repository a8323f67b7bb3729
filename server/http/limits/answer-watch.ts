/** Whether people who ask this server get answers. */
export interface AnswerWatch {
  note: (who: string, status: number) => void
  /** `probe` throws where what answers need is not to be had. */
  isAnswering: (probe: () => Promise<unknown>) => Promise<boolean>
}

/** One person's requests may all fail for a reason of their own; the same of two at once is no coincidence. */
const peopleFailed = 2

/**
 * A server whose process lives may yet answer nobody. It does not when several people met failures, nobody met an answer since,
 * and asking by itself fails too; a pool that is full for a moment, or one person's trouble, is no outage.
 */
export function watchAnswers(): AnswerWatch {
  const failed = new Set<string>()
  return {
    note(who, status) {
      if (status < 500) failed.clear()
      else if (failed.size < peopleFailed) failed.add(who)
    },
    async isAnswering(probe) {
      if (failed.size < peopleFailed) return true
      try {
        await probe()
        return true
      } catch {
        return failed.size < peopleFailed
      }
    },
  }
}
