import { isEdge, readMailbox, trimmed, type Mailbox } from './read-mailbox.ts'

export interface ListItem {
  line: number
  /** As it stands in the list. */
  written: string
  mailbox: Mailbox | null
}

interface Piece {
  line: number
  text: string
}

/**
 * Addresses as mail programs copy them: `Name <address>`, one a line or with commas or semicolons between. A comma within a name that
 * has no quotes, as Outlook writes it ("Doe, Jane <jane@…>"), is a part of the name.
 */
export function parseAddresses(text: string): ListItem[] {
  const pieces = split({ line: 1, text }, ';\n')
  const items: ListItem[] = []
  for (const piece of pieces) {
    const mailbox = readMailbox(withoutGroup(piece.text))
    if (mailbox !== null) items.push(itemOf(piece, mailbox))
    else items.push(...ofCommas(piece))
  }
  return items
}

const itemOf = ({ line, text }: Piece, mailbox: Mailbox | null): ListItem => ({
  line,
  written: trimmed(text),
  mailbox,
})

/** `Team: one@…, two@…;` names a group, which nobody is invited by. */
const withoutGroup = (text: string) =>
  text.replace(/^\s*[^<>@",:]*:(?!\/\/)(?=.*@)/u, (head) => (/^\s*mailto:$/iu.test(head) ? head : ''))

/** No name has more commas than fit in here; a line of nothing but commas is cut into pieces. */
const longestJoined = 300

function ofCommas(piece: Piece): ListItem[] {
  const items: ListItem[] = []
  let before: Piece | null = null
  for (const part of split({ ...piece, text: withoutGroup(piece.text) }, ',')) {
    const joined: Piece = before === null ? part : { line: before.line, text: `${before.text},${part.text}` }
    const mailbox = readMailbox(joined.text)
    const isTooLong = joined.text.length > longestJoined
    if (mailbox !== null) {
      items.push(itemOf(joined, mailbox))
      before = null
    } else if (part.text.includes('@') || isTooLong) {
      items.push(itemOf(joined, null))
      before = null
    } else before = joined
  }
  if (before !== null && trimmed(before.text) !== '') items.push(itemOf(before, null))
  return items
}

/**
 * Parts between separators that stand outside of quotes and of `<…>`. A quote ends with its line, so that one left open takes no more.
 */
function split({ line: firstLine, text }: Piece, separators: string): Piece[] {
  const pieces: Piece[] = []
  let [line, begunAt, begin, isBlank] = [firstLine, firstLine, 0, true]
  let within: Within = 'plain'
  const endAt = (end: number) => {
    if (!isBlank) pieces.push({ line: begunAt, text: text.slice(begin, end) })
    begin = end + 1
    isBlank = true
  }
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    within = nextWithin(within, sign)
    if (within === 'plain' && separators.includes(sign)) endAt(at)
    else if (isBlank && !isEdge(sign)) {
      isBlank = false
      begunAt = line
    }
    if (sign === '\n') line += 1
  }
  endAt(text.length)
  return pieces
}

type Within = 'plain' | 'quotes' | 'angle'

function nextWithin(within: Within, sign: string): Within {
  if (sign === '\n') return 'plain'
  if (within === 'quotes') return sign === '"' ? 'plain' : 'quotes'
  if (within === 'angle') return sign === '>' ? 'plain' : 'angle'
  if (sign === '"') return 'quotes'
  return sign === '<' ? 'angle' : 'plain'
}
