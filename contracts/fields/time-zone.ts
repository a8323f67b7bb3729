import { z } from 'zod'

/** Intl keeps some zones under the spelling of long ago, which nobody who lives there would look for. */
const spellings: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
}

/** Offsets such as "+05:30" are resolved by newer engines alone, and follow no change of the clocks. */
const beginsAsName = /^[A-Za-z]/

function resolve(name: string): string | null {
  if (!beginsAsName.test(name)) return null
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone: name })
    format.format(0)
    return format.resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** A zone's IANA name as Intl resolves it ("europe/berlin" is "Europe/Berlin"), in today's spelling; null where there is no such zone. */
export function resolveTimeZone(name: string): string | null {
  const resolved = resolve(name)
  if (resolved === null) return null
  const spelling = spellings[resolved]
  return spelling !== undefined && resolve(spelling) !== null ? spelling : resolved
}

/** A zone as a request names it; parsed to the name that is stored and that every page and mail can show. */
export const timeZoneSchema = z
  .string()
  .min(1)
  .max(60)
  .transform((name, context) => {
    const zone = resolveTimeZone(name)
    if (zone !== null) return zone
    const message = `"${name}" is not a time zone; choose one by its name, such as Europe/Berlin`
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
