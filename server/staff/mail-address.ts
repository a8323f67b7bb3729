import { domainToUnicode } from 'node:url'

/**
 * The one form by which addresses are compared and stored: lower case, the host as people write it. Browsers turn the host of
 * "someone@münchen.example" into `xn--`, other programs do not, and both mean the same person.
 */
export function comparableMailAddress(address: string): string {
  const text = address.trim().normalize('NFC').toLowerCase()
  const at = text.lastIndexOf('@')
  const domain = text.slice(at + 1)
  return `${text.slice(0, at)}@${domainToUnicode(domain) || domain}`
}
