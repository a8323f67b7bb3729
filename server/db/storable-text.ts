/** Text that PostgreSQL takes: it refuses NUL and halves of characters, in text and in JSON alike. */
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()

/** Nothing that is sent honestly is nested deeper. */
const deepest = 32

/** Where in a parsed JSON value something stands that cannot be stored; null where all of it can. */
export function unstorablePath(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path.join('.')
  if (typeof value !== 'object' || value === null) return null
  if (path.length > deepest) return path.slice(0, 3).join('.')
  for (const [key, part] of Object.entries(value)) {
    if (!isStorable(key)) return path.join('.')
    const found = unstorablePath(part, [...path, key])
    if (found !== null) return found
  }
  return null
}

/** JSON in which what cannot be stored is shown as a replacement character, for text that a candidate's program made. */
export function storableJson(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\0', '\uFFFD').toWellFormed() : part,
  )
}
