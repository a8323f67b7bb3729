import { isDeepStrictEqual } from 'node:util'
import { proberFrameSchema, type EvidenceCard, type ProberFrame } from '#contracts/evidence.ts'

/** Everything a prober said, and whether it may be believed. */
export interface ProberReport {
  isReady: boolean
  neverReady: string | null
  cards: EvidenceCard[]
  /** Why the report as a whole cannot carry a verdict; null when it can. */
  fault: string | null
}

/**
 * Reads frames strictly: an opening, one card for each check in the declared order, and the end. Whatever else a report is, it has
 * been meddled with or is broken, and carries no verdict.
 */
export class ProberFrames {
  readonly #expected: readonly string[]
  readonly #cards = new Map<string, EvidenceCard>()
  #isReady = false
  #neverReady: string | null = null
  #finished: string[] | null = null
  #fault: string | null = null

  constructor(expectedIds: readonly string[]) {
    this.#expected = [...expectedIds]
  }

  get isReady(): boolean {
    return this.#isReady
  }

  takeLine(line: string): void {
    const frame = parseFrame(line)
    if (frame === null) this.#spoil('a line is not a frame')
    else if (this.#finished !== null) this.#spoil('something came after the last frame')
    else this.#takeFrame(frame)
  }

  word(): ProberReport {
    return {
      isReady: this.#isReady,
      neverReady: this.#neverReady,
      cards: [...this.#cards.values()],
      fault: this.#fault ?? this.#findGap(),
    }
  }

  #takeFrame(frame: ProberFrame): void {
    switch (frame.type) {
      case 'ready':
        this.#open()
        this.#isReady = true
        break
      case 'never-ready':
        this.#open()
        this.#neverReady = frame.reason
        break
      case 'card':
        if (!this.#isOpened) this.#spoil('a card came before the first frame')
        this.#takeCard(frame.card)
        break
      case 'finished':
        this.#finished = frame.checkIds
        break
    }
  }

  get #isOpened(): boolean {
    return this.#isReady || this.#neverReady !== null
  }

  #open(): void {
    if (this.#isOpened) this.#spoil('the first frame came twice')
  }

  #takeCard(card: EvidenceCard): void {
    const { checkId } = card
    const due = this.#expected[this.#cards.size]
    if (!this.#expected.includes(checkId)) this.#spoil(`the check "${checkId}" is not expected`)
    else if (this.#cards.has(checkId)) this.#spoil(`the check "${checkId}" came twice`)
    else if (checkId !== due) this.#spoil(`the check "${checkId}" came where "${due}" was due`)
    else this.#cards.set(checkId, card)
  }

  #findGap(): string | null {
    if (this.#finished === null) return 'the last frame is missing'
    const missing = this.#expected.filter((id) => !this.#cards.has(id))
    if (missing.length > 0) return `no card for ${missing.join(', ')}`
    const agrees = isDeepStrictEqual(this.#finished, this.#expected)
    return agrees ? null : 'the last frame names other checks, or in another order'
  }

  #spoil(reason: string): void {
    this.#fault ??= reason
  }
}

function parseFrame(line: string): ProberFrame | null {
  try {
    const parsed = proberFrameSchema.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
