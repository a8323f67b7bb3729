/** Nothing that a page of ours ever stored was nested deeper. */
const deepest = 6

/** The paths that a value of unknown form names, as far as they can be told: for saying what something is about. */
export function pathsIn(value: unknown, depth = 0): string[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return []
  const found = Object.entries(value).flatMap(([key, part]) =>
    (key === 'path' || key === 'to') && typeof part === 'string' ? [part] : pathsIn(part, depth + 1),
  )
  return [...new Set(found)]
}
