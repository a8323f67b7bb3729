/** How one thing of an installation is. `stopped` is no fault: it starts when the product does. */
export type Health = 'good' | 'weak' | 'stopped' | 'bad'

export interface Line {
  health: Health
  name: string
  what: string
  /** What to do about it; only of what is not good. */
  remedy?: string
}

/** One part of an installation, as the doctor saw it. */
export interface Part {
  title: string
  lines: Line[]
}

export const good = (name: string, what: string): Line => ({ health: 'good', name, what })
