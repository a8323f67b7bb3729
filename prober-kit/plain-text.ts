// Control characters would break a terminal, a page or the database; lone surrogates are not text at all.
const unprintable = /[\p{Cc}\p{Cs}]/gu

/** Text from the candidate's program, made safe to keep and show: printable, on one line, not too long. */
export function plainText(text: string, maxLength: number): string {
  const cleaned = text
    .slice(0, maxLength * 2)
    .replace(/\s+/g, ' ')
    .replace(unprintable, '\u{fffd}')
  if (cleaned.length <= maxLength) return cleaned
  return `${cleaned.slice(0, maxLength - 1).replace(/\p{Cs}$/u, '')}…`
}

/** A value as a reader wants to see it inside a sentence. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  try {
    return plainText(JSON.stringify(value) ?? String(value), 240)
  } catch {
    // An answer of a hundred thousand brackets can be read, but not written again.
    return 'something too deep to be shown'
  }
}
