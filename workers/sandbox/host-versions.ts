export type Version = readonly [number, number, number]

/**
 * Whether a version lacks what the floors brought. Each floor is the first good release of its own line; a line between
 * or before the floors has none, and one after the last has it all. What cannot be read counts as below.
 */
export function isBelow(text: string, floors: readonly Version[]): boolean {
  const version = readVersion(text)
  if (version === null) return true
  const ownLine = floors.find((floor) => floor[0] === version[0] && floor[1] === version[1])
  if (ownLine) return compare(version, ownLine) < 0 || isCandidateOf(text, version, ownLine)
  const last = floors.at(-1)
  return last !== undefined && compare(version, last) < 0
}

/** Debian and Ubuntu mark what they build in the version or in the field for the commit. */
export function isDistributionBuild(version: string, commit: string): boolean {
  return /\+(ds|dfsg)|ubuntu|deb\d+u\d+|-\d+ubuntu|\.el\d+|\.fc\d+/.test(`${version} ${commit}`)
}

function readVersion(text: string): Version | null {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text)
  if (!match) return null
  const [, major, minor, patch] = match
  return [Number(major), Number(minor), Number(patch ?? 0)]
}

/** 1.5.0-rc.1 comes before 1.5.0. */
function isCandidateOf(text: string, version: Version, floor: Version): boolean {
  return /-rc/.test(text) && compare(version, floor) === 0
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}
