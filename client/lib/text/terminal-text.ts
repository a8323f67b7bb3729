export interface TerminalSpan {
  text: string
  /** Names of colours and weights, as `client/ui/styles/results.css` draws them. */
  styles: readonly string[]
}

const styleNames: Record<number, string> = { 1: 'bold', 2: 'faint', 3: 'italic', 4: 'underline' }
const colourNames = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const

// A colour command; any other command, whole or cut off at the end; a command that carries a text, such as a title; a lone escape.
const command = new RegExp(
  [
    String.raw`(?:\u001b\[|\u009b)([\d;:]*)m`,
    String.raw`(?:\u001b\[|\u009b)[0-?]*[ -/]*(?:[@-~]|$)`,
    String.raw`(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c|$)`,
    String.raw`\u001b(?:[ -/]*[0-~]|$)`,
  ].join('|'),
  'g',
)
// Characters that command or that turn the direction of the text around them.
const unseen = new RegExp(
  String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]`,
  'g',
)

/** A program's output as pieces of one look each. Colours are all that it may ask of us; every other command is left out. */
export function terminalSpans(text: string): TerminalSpan[] {
  const spans: TerminalSpan[] = []
  let look = new Look()
  let at = 0
  const add = (raw: string) => {
    const plain = raw.replace(/\r\n?/g, '\n').replace(unseen, '')
    if (plain !== '') spans.push({ text: plain, styles: look.styles() })
  }
  for (const found of text.matchAll(command)) {
    add(text.slice(at, found.index))
    at = found.index + found[0].length
    if (found[1] !== undefined) look = look.after(found[1])
  }
  add(text.slice(at))
  return spans
}

/** The same without any look. */
export function plainText(text: string): string {
  return terminalSpans(text)
    .map((span) => span.text)
    .join('')
}

class Look {
  readonly #weights: ReadonlySet<string>
  readonly #colour: string | null

  constructor(weights: ReadonlySet<string> = new Set(), colour: string | null = null) {
    this.#weights = weights
    this.#colour = colour
  }

  styles(): string[] {
    return [...this.#weights, ...(this.#colour === null ? [] : [this.#colour])]
  }

  after(parameters: string): Look {
    const codes = parameters.split(';').map((code) => (code === '' ? 0 : Number(code)))
    const weights = new Set(this.#weights)
    let colour = this.#colour
    for (let index = 0; index < codes.length; index += 1) {
      const code = codes[index] ?? 0
      if (code === 0) {
        weights.clear()
        colour = null
      } else if (code === 38 || code === 48) {
        const [length, chosen] = longColour(codes.slice(index + 1))
        index += length
        if (code === 38) colour = chosen
      } else if (code === 39) colour = null
      else {
        colour = basicColour(code) ?? colour
        changeWeights(weights, code)
      }
    }
    return new Look(weights, colour)
  }
}

function changeWeights(weights: Set<string>, code: number): void {
  const name = styleNames[code]
  if (name !== undefined) weights.add(name)
  if (code === 22) for (const weight of ['bold', 'faint']) weights.delete(weight)
  if (code === 23) weights.delete('italic')
  if (code === 24) weights.delete('underline')
}

/** Bright ones look like the others: both must be readable on our own ground. */
function basicColour(code: number): string | null {
  const isBasic = (code >= 30 && code <= 37) || (code >= 90 && code <= 97)
  return isBasic ? (colourNames[(code % 10) % 8] ?? null) : null
}

/** How many codes a colour of a larger palette takes, and which of ours it is, where it is one. */
function longColour([mode, number]: readonly number[]): [length: number, colour: string | null] {
  if (mode === 5) return [2, number !== undefined && number < 16 ? (colourNames[number % 8] ?? null) : null]
  return [mode === 2 ? 4 : 1, null]
}
