// Baked into the image: turns the events of `node --test` into one JSON line each, which the worker reads.
// A test's own text arrives as an event too, so it can never be mistaken for one of these lines.
const told = new Set(['test:pass', 'test:fail', 'test:stdout', 'test:stderr'])

export default async function* report(source) {
  for await (const { type, data } of source) {
    if (told.has(type)) yield `${JSON.stringify({ type, ...describe(data) })}\n`
  }
}

function describe(data) {
  return {
    name: data.name,
    nesting: data.nesting,
    file: data.file,
    kind: data.details?.type ?? 'test',
    durationMs: data.details?.duration_ms,
    message: data.message ?? explain(data.details?.error),
    failureType: data.details?.error?.failureType,
    isSkipped: data.skip !== undefined || data.todo !== undefined,
  }
}

function explain(error) {
  if (error === undefined) return undefined
  const cause = error.cause
  if (cause instanceof Error) return cause.stack ?? cause.message
  return typeof cause === 'string' ? cause : error.message
}
