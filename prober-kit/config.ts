export type ProberConfig = {
  candidateUrl: URL
  upstreamPort: number
  readyTimeoutMs: number
  seed: string
}

/** Read once at the start. A value that makes no sense is our mistake, so it throws and the run has no last frame. */
export function readConfig(env: Record<string, string | undefined>): ProberConfig {
  return {
    candidateUrl: new URL(env['CANDIDATE_URL'] ?? 'http://127.0.0.1:8080'),
    upstreamPort: wholeNumber(env['UPSTREAM_PORT'] ?? '9090', 'UPSTREAM_PORT'),
    readyTimeoutMs: wholeNumber(env['READY_TIMEOUT_MS'] ?? '60000', 'READY_TIMEOUT_MS'),
    seed: env['SEED'] || crypto.randomUUID(),
  }
}

function wholeNumber(text: string, name: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${name} must be a whole number; it is "${text}".`)
  return Number(text)
}
