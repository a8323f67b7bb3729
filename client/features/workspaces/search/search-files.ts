export interface SearchQuery {
  text: string
  isCaseSensitive: boolean
  isWholeWord: boolean
  isPattern: boolean
}

export interface LineMatch {
  /** Both from 1. */
  line: number
  column: number
  /** The line around it, cut where it is long. */
  before: string
  found: string
  after: string
}

export interface FileMatches {
  path: string
  matches: LineMatch[]
}

export type SearchOutcome =
  | { kind: 'found'; files: FileMatches[]; count: number; isCut: boolean }
  | { kind: 'no_pattern'; reason: string }

const mostMatches = 1_000
const beforeLength = 14
const longestShown = 160

/** Every place where a text, or a pattern of one line, stands in these files. */
export function searchFiles(files: ReadonlyMap<string, string>, query: SearchQuery): SearchOutcome {
  const pattern = patternOf(query)
  if (!(pattern instanceof RegExp)) return pattern
  const found: FileMatches[] = []
  let left = mostMatches
  for (const [path, content] of [...files].sort(([a], [b]) => a.localeCompare(b, 'en'))) {
    const matches = searchText(content, pattern, left)
    left -= matches.length
    if (matches.length > 0) found.push({ path, matches })
    if (left === 0) break
  }
  return { kind: 'found', files: found, count: mostMatches - left, isCut: left === 0 }
}

function patternOf(query: SearchQuery): RegExp | Extract<SearchOutcome, { kind: 'no_pattern' }> {
  const { text, isCaseSensitive, isWholeWord, isPattern } = query
  const body = isPattern ? text : text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
  // Letters of every script make words, which `\b` does not know of.
  const whole = isWholeWord ? String.raw`(?<![\p{L}\p{N}_])(?:${body})(?![\p{L}\p{N}_])` : body
  try {
    return new RegExp(whole, isCaseSensitive ? 'gu' : 'giu')
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : ''
    return { kind: 'no_pattern', reason }
  }
}

function searchText(content: string, pattern: RegExp, most: number): LineMatch[] {
  const matches: LineMatch[] = []
  for (const [index, text] of content.split('\n').entries()) {
    for (const match of text.matchAll(pattern)) {
      // A pattern may find nothing at all, at every place.
      if (match[0] === '') continue
      if (matches.length === most) return matches
      matches.push({ line: index + 1, ...cut(text, match.index, match[0].length) })
    }
  }
  return matches
}

function cut(text: string, start: number, length: number) {
  const end = start + length
  return {
    column: start + 1,
    before: text.slice(Math.max(0, start - beforeLength), start).trimStart(),
    found: text.slice(start, Math.min(end, start + longestShown)),
    after: text.slice(end, end + longestShown),
  }
}
