import { proberFrameSchema, type EvidenceCard, type ProberFrame } from '#contracts/evidence.ts'

/** Everything a prober said, and whether it may be believed. */
export interface ProberWord {
  isReady: boolean
  neverReady: string | null
  cards: EvidenceCard[]
  /** Why the report as a whole cannot carry a verdict; null when it can. */
  fault: string | null
}

/** Reads frames strictly: one line that is not a frame, or a check that nobody expects, spoils the report. */
export class ProberFrames {
  readonly #expected: ReadonlySet<string>
  readonly #cards = new Map<string, EvidenceCard>()
  #isReady = false
  #neverReady: string | null = null
  #finished: string[] | null = null
  #fault: string | null = null

  constructor(expectedIds: readonly string[]) {
    this.#expected = new Set(expectedIds)
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

  word(): ProberWord {
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
        this.#isReady = true
        break
      case 'never-ready':
        this.#neverReady = frame.reason
        break
      case 'card':
        this.#takeCard(frame.card)
        break
      case 'finished':
        this.#finished = frame.checkIds
        break
    }
  }

  #takeCard(card: EvidenceCard): void {
    if (!this.#expected.has(card.checkId)) this.#spoil(`the check "${card.checkId}" is not expected`)
    else if (this.#cards.has(card.checkId)) this.#spoil(`the check "${card.checkId}" came twice`)
    else this.#cards.set(card.checkId, card)
  }

  #findGap(): string | null {
    if (this.#finished === null) return 'the last frame is missing'
    const missing = [...this.#expected].filter((id) => !this.#cards.has(id))
    if (missing.length > 0) return `no card for ${missing.join(', ')}`
    const told = this.#finished
    const agrees = told.length === this.#expected.size && told.every((id) => this.#expected.has(id))
    return agrees && new Set(told).size === told.length ? null : 'the last frame names other checks'
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
