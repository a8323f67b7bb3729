import { z } from 'zod'

/** RFC 5321 and 6531: letters of every script, and the signs that need no quotes. */
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const label = /^[\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u
const onlyNumbers = /^[\d.]+$/
const longestLocalBytes = 64
const longestBytes = 254

/** Whether the host name of an address is one that DNS can hold, written in any script or as `xn--`. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  if (labels.length < 2 || !labels.every((part) => label.test(part))) return false
  if (!URL.canParse(`http://${domain}/`)) return false
  const { hostname } = new URL(`http://${domain}/`)
  return hostname.length <= 253 && !onlyNumbers.test(hostname)
}

/** Why a text is no mail address, in words for the person who typed it; null where it is one. International ones are. */
export function mailAddressProblem(text: string): string | null {
  const at = text.lastIndexOf('@')
  if (at < 1 || at === text.length - 1) return 'Write a mail address, such as name@example.org'
  const local = text.slice(0, at)
  const bytes = new TextEncoder()
  if (bytes.encode(text).length > longestBytes || bytes.encode(local).length > longestLocalBytes)
    return 'This is longer than a mail address can be'
  if (!localPart.test(local)) return 'There is a sign before the @ that a mail address cannot have'
  if (!isDomain(text.slice(at + 1))) return 'What stands after the @ is not the name of a mail server'
  return null
}

/** A mail address as somebody types it. Rooms that store one bring it into the one form by which addresses are compared. */
export const mailAddressSchema = z
  .string()
  .trim()
  .max(320)
  .transform((text) => text.normalize('NFC'))
  .superRefine((text, context) => {
    const problem = mailAddressProblem(text)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
  })
