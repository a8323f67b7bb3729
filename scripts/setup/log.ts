const slowAfterMs = 3_000
const repeatMs = 5_000

/** One line for the person at the terminal. */
export function say(line: string): void {
  console.log(line)
}

/** Does the work; once it takes longer than three seconds, it says so again and again, with what it last heard. */
export async function withProgress<T>(
  title: string,
  work: (report: (detail: string) => void) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now()
  let detail = ''
  let ticker: NodeJS.Timeout | undefined
  const tick = () => say(`  ${title}: ${secondsSince(startedAt)}${detail ? `, ${detail}` : ''}`)
  const first = setTimeout(() => {
    tick()
    ticker = setInterval(tick, repeatMs)
  }, slowAfterMs)
  try {
    return await work((text) => (detail = text.trim().slice(0, 100)))
  } finally {
    clearTimeout(first)
    clearInterval(ticker)
  }
}

export function secondsSince(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`
}
