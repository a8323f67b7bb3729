export interface Gathered {
  ask: () => void
  stop: () => void
}

export const usualPauseMs = 1_000

/** Does `work` at once when asked, and once more after a pause where it was asked for again meanwhile; never two at a time. */
export function gathered(work: () => Promise<unknown>, pauseMs: number): Gathered {
  let isBusy = false
  let isAskedAgain = false
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const begin = () => {
    isBusy = true
    isAskedAgain = false
    // A failure is the work's own to show; here it only ends.
    void work()
      .catch(() => undefined)
      .finally(() => {
        if (!isStopped) timer = setTimeout(rest, pauseMs)
      })
  }
  const rest = () => {
    isBusy = false
    if (isAskedAgain) begin()
  }
  return {
    ask() {
      if (isBusy) isAskedAgain = true
      else if (!isStopped) begin()
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
