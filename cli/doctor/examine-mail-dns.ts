import { createPublicKey } from 'node:crypto'
import type { Line } from './part.ts'
import { good } from './part.ts'

/** Answers the texts of a name, or throws as `node:dns` does. */
export type ResolveTxt = (name: string) => Promise<string[][]>

interface SigningKey {
  selector: string
  /** In PEM. */
  privateKey: string
}

/** What receivers look up of the domain that mails come from, before they believe them. */
export async function examineMailDns(
  domain: string,
  signing: SigningKey | null,
  resolveTxt: ResolveTxt,
): Promise<Line[]> {
  const look = (name: string) => findTexts(name, resolveTxt)
  return [
    spfLine(domain, await look(domain)),
    signing === null
      ? {
          health: 'weak',
          name: 'DKIM',
          what: 'mails are not signed here',
          remedy: 'Set DKIM_SELECTOR and DKIM_KEY_FILE, unless your mail server signs them.',
        }
      : dkimLine(
          `${signing.selector}._domainkey.${domain}`,
          signing,
          await look(`${signing.selector}._domainkey.${domain}`),
        ),
    dmarcLine(domain, await look(`_dmarc.${domain}`)),
  ]
}

type Texts = readonly string[] | { fault: string }

const absent = new Set(['ENODATA', 'ENOTFOUND'])

/** Long records come in pieces. */
async function findTexts(name: string, resolveTxt: ResolveTxt): Promise<Texts> {
  try {
    return (await resolveTxt(name)).map((pieces) => pieces.join(''))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return absent.has(code) ? [] : { fault: `${name} could not be looked up (${code})` }
  }
}

const isFault = (texts: Texts): texts is { fault: string } => 'fault' in texts

const unknown = (name: string, { fault }: { fault: string }): Line => ({
  health: 'weak',
  name,
  what: fault,
  remedy: 'Look whether this machine reaches a DNS server, then ask again.',
})

function spfLine(domain: string, texts: Texts): Line {
  if (isFault(texts)) return unknown('SPF', texts)
  const records = texts.filter((text) => /^v=spf1(\s|$)/i.test(text))
  const [record] = records
  if (record === undefined)
    return {
      health: 'weak',
      name: 'SPF',
      what: `${domain} does not say who may send for it`,
      remedy: `Add a TXT record to ${domain}, such as "v=spf1 mx -all" with your mail server in it.`,
    }
  if (records.length > 1)
    return {
      health: 'bad',
      name: 'SPF',
      what: `${domain} has ${records.length} SPF records, so that receivers read none`,
      remedy: 'Join them into one.',
    }
  if (/[\s]\+?all(\s|$)/i.test(record))
    return {
      health: 'bad',
      name: 'SPF',
      what: `${domain} lets everybody send for it: ${record}`,
      remedy: 'Let the record end with -all or ~all.',
    }
  return good('SPF', record)
}

function dkimLine(name: string, { privateKey }: SigningKey, texts: Texts): Line {
  if (isFault(texts)) return unknown('DKIM', texts)
  const own = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
  const remedy = `Add a TXT record to ${name}: v=DKIM1; k=rsa; p=${own}`
  const published = texts.map((text) => /(?:^|;)\s*p=([^;]*)/i.exec(text)?.[1]?.replaceAll(/\s/g, ''))
  const [key] = published.filter((each) => each !== undefined)
  if (key === undefined) return { health: 'bad', name: 'DKIM', what: `there is no key under ${name}`, remedy }
  if (key === '') return { health: 'bad', name: 'DKIM', what: `the key under ${name} is revoked`, remedy }
  return key === own
    ? good('DKIM', `${name} has the key that mails are signed with`)
    : { health: 'bad', name: 'DKIM', what: `the key under ${name} is another one`, remedy }
}

function dmarcLine(domain: string, texts: Texts): Line {
  if (isFault(texts)) return unknown('DMARC', texts)
  const record = texts.find((text) => /^v=DMARC1(\s*;|$)/i.test(text))
  if (record === undefined)
    return {
      health: 'weak',
      name: 'DMARC',
      what: `${domain} does not say what becomes of forged mails`,
      remedy: `Add a TXT record to _dmarc.${domain}, such as "v=DMARC1; p=quarantine".`,
    }
  return good('DMARC', record)
}
