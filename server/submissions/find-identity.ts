/** What would tell a reviewer who somebody is. */
export interface Identity {
  name: string
  email: string
}

export interface IdentityPlace {
  /** A file's path, or the name of a note. */
  where: string
  /** From 1; 0 for the path itself. */
  line: number
  what: 'name' | 'mail' | 'login'
}

const fewestLetters = 3
const mostPlaces = 50

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whole words only, so that somebody called "Max" is not found in "maximum", nor "Go" in the name of the language. */
const asWord = (text: string) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(text)}(?![\\p{L}\\p{N}])`, 'iu')

interface Pattern {
  what: IdentityPlace['what']
  expression: RegExp
}

/** The whole mail address first, then its part before the @, then each part of the name that is long enough to mean somebody. */
function patternsOf({ name, email }: Identity): Pattern[] {
  const login = email.slice(0, email.lastIndexOf('@'))
  const parts = name.normalize('NFC').split(/[\s,.]+/)
  const words = [...new Set([name.trim(), ...parts])].filter((part) => [...part].length >= fewestLetters)
  return [
    { what: 'mail', expression: asWord(email) },
    ...([...login].length >= fewestLetters ? [{ what: 'login' as const, expression: asWord(login) }] : []),
    ...words.map((word) => ({ what: 'name' as const, expression: asWord(word) })),
  ]
}

/** Where somebody's own name, mail address or login stands in texts, each line once. */
export function findIdentity(
  texts: readonly { where: string; text: string }[],
  identity: Identity,
): IdentityPlace[] {
  const patterns = patternsOf(identity)
  const found: IdentityPlace[] = []
  const look = (line: string, place: { where: string; line: number }) => {
    const hit = patterns.find(({ expression }) => expression.test(line.normalize('NFC')))
    if (hit !== undefined && found.length < mostPlaces) found.push({ ...place, what: hit.what })
  }
  for (const { where, text } of texts) {
    look(where, { where, line: 0 })
    text.split('\n').forEach((line, index) => look(line, { where, line: index + 1 }))
  }
  return found
}
