import type { FocusAttribute } from '#contracts/api/positions.ts'

const slugOf = (title: string) =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

/**
 * Gives every attribute an id of its own. One that names an id which the position has keeps it, whatever its title is now: reviews
 * refer to attributes by id.
 */
export function identifyAttributes(
  drafts: readonly { id?: string | undefined; title: string }[],
  known: readonly FocusAttribute[],
): FocusAttribute[] {
  const knownIds = new Set(known.map(({ id }) => id))
  const taken = new Set<string>()
  const kept = drafts.map(({ id, title }) => {
    const isKept = id !== undefined && knownIds.has(id) && !taken.has(id)
    if (isKept) taken.add(id)
    return { id: isKept ? id : null, title }
  })
  return kept.map(({ id, title }) => {
    if (id !== null) return { id, title }
    const base = slugOf(title) || 'attribute'
    let next = base
    for (let count = 2; taken.has(next) || knownIds.has(next); count += 1) next = `${base}-${count}`
    taken.add(next)
    return { id: next, title }
  })
}
