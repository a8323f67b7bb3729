/** Asks again until the answer is there, and fails with the last reason when it does not come in time. */
export async function eventually<T>(
  ask: () => Promise<T | null | undefined | false>,
  withinMs = 30_000,
): Promise<T> {
  const endsAt = performance.now() + withinMs
  let reason: unknown = new Error('it never came true')
  while (performance.now() < endsAt) {
    try {
      const answer = await ask()
      if (answer) return answer
    } catch (error) {
      reason = error
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`Not within ${withinMs} ms`, { cause: reason })
}
