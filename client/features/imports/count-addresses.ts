const address = /[^\s<>,;|"'()@]+@[^\s<>,;|"'()@]+\.[^\s<>,;|"'()@]+/gu

/** How many different addresses a text seems to hold, while it is typed; the server reads it properly. */
export function countAddresses(text: string): number {
  return new Set((text.match(address) ?? []).map((each) => each.toLowerCase())).size
}
