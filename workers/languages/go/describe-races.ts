import type { RaceAccess, RaceReports } from './race-reports.ts'

const shownRaces = 4
const longestPath = 100
/** Leaves room on a card for a sentence beside it. */
const longestText = 1_800

/** The races of one run as a person reads them: how many, and where the first few are. */
export function describeRaces({ races, hasMore }: Pick<RaceReports, 'races' | 'hasMore'>): string {
  const many = races.length === 1 ? '1 data race' : `${races.length} different data races`
  const count = hasMore ? `More than ${many}` : many
  const shown = races.slice(0, shownRaces).map(({ accesses: [first, second] }, index) => {
    const number = races.length === 1 ? '' : `${index + 1}) `
    return `${number}${describeAccess(first)}, and ${describeAccess(second)}`
  })
  const rest = races.length > shownRaces ? `; and ${races.length - shownRaces} more` : ''
  return `${count}: ${shown.join('; ')}${rest}.`.slice(0, longestText)
}

function describeAccess({ what, place }: RaceAccess): string {
  const access = what.startsWith('a') ? `an ${what}` : `a ${what}`
  if (place === null) return `${access} outside of the program’s own files`
  const { line, functionName } = place
  // What turns the direction of text, or is no character at all, has no business on a page.
  const path = place.path.replaceAll(/\p{C}/gu, '\u{fffd}')
  const shownPath = path.length <= longestPath ? path : `…${path.slice(1 - longestPath)}`
  return `${access} at ${shownPath}:${line} in ${functionName}`
}
