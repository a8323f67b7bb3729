export interface RankedPath {
  path: string
  /** Where the letters stand that were typed. */
  at: ReadonlySet<number>
}

const mostShown = 50

/** Files whose path holds the typed letters in their order; the ones that one would mean most likely come first. */
export function rankPaths(paths: readonly string[], typed: string): RankedPath[] {
  const letters = typed.toLowerCase().replaceAll(/\s/g, '')
  return paths
    .flatMap((path) => {
      const at = findLetters(path, letters)
      return at === null ? [] : [{ path, at: new Set(at), score: scoreOf(path, at) }]
    })
    .sort((a, b) => b.score - a.score || a.path.length - b.path.length || a.path.localeCompare(b.path, 'en'))
    .slice(0, mostShown)
    .map(({ path, at }) => ({ path, at }))
}

/** Looked for in the file's own name first, then in the whole path. */
function findLetters(path: string, letters: string): number[] | null {
  const name = path.lastIndexOf('/') + 1
  return matchFrom(path, letters, name) ?? matchFrom(path, letters, 0)
}

function matchFrom(path: string, letters: string, start: number): number[] | null {
  const lower = path.toLowerCase()
  const whole = lower.indexOf(letters, start)
  if (whole !== -1) return Array.from(letters, (_letter, index) => whole + index)
  const at: number[] = []
  let from = start
  for (const letter of letters) {
    const found = lower.indexOf(letter, from)
    if (found === -1) return null
    at.push(found)
    from = found + letter.length
  }
  return at
}

function scoreOf(path: string, at: readonly number[]): number {
  const name = path.lastIndexOf('/') + 1
  let score = 0
  for (const [index, place] of at.entries()) {
    if (place >= name) score += 4
    if (place === name) score += 6
    if (index > 0 && place === (at[index - 1] ?? 0) + 1) score += 10
    if (/[/._-]/.test(path[place - 1] ?? '/')) score += 3
  }
  return score
}
