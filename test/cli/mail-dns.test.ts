import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { examineMailDns } from '../../cli/doctor/examine-mail-dns.ts'

const own = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const other = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const base64 = ({ publicKey }: typeof own) =>
  publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
const signing = {
  selector: 'fair',
  privateKey: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}

type Zone = Record<string, string[][] | string>

/** A name that stands for a code answers with it. */
const dnsOf = (zone: Zone) => (name: string) => {
  const found = zone[name] ?? 'ENOTFOUND'
  return typeof found === 'string'
    ? Promise.reject(Object.assign(new Error(`queryTxt ${found} ${name}`), { code: found }))
    : Promise.resolve(found)
}

const good: Zone = {
  'firma.example': [['google-site-verification=abc'], ['v=spf1 mx -all']],
  'fair._domainkey.firma.example': [
    ['v=DKIM1; k=rsa; p=', base64(own).slice(0, 200), base64(own).slice(200)],
  ],
  '_dmarc.firma.example': [['v=DMARC1; p=quarantine']],
}

const examine = async (zone: Zone, key: typeof signing | null = signing) => {
  const lines = await examineMailDns('firma.example', key, dnsOf(zone))
  return Object.fromEntries(lines.map((line) => [line.name, line]))
}

test('all three are good where they say what they must', async () => {
  expect(await examine(good)).toMatchObject({
    SPF: { health: 'good' },
    DKIM: { health: 'good' },
    DMARC: { health: 'good' },
  })
})

describe('what is missing or wrong', () => {
  test.each<[string, Zone, string, string, RegExp]>([
    ['no SPF', { 'firma.example': 'ENODATA' }, 'SPF', 'weak', /does not say who may send/],
    ['SPF for another purpose', { 'firma.example': [['v=spf10 all']] }, 'SPF', 'weak', /does not say/],
    ['two SPF', { 'firma.example': [['v=spf1 a -all'], ['v=spf1 mx -all']] }, 'SPF', 'bad', /2 SPF records/],
    ['SPF that lets all', { 'firma.example': [['v=spf1 +all']] }, 'SPF', 'bad', /everybody/],
    ['SPF that lets all, unsaid', { 'firma.example': [['v=spf1 mx all']] }, 'SPF', 'bad', /everybody/],
    ['no key', { 'fair._domainkey.firma.example': 'ENOTFOUND' }, 'DKIM', 'bad', /no key under fair/],
    ['a revoked key', { 'fair._domainkey.firma.example': [['v=DKIM1; p=']] }, 'DKIM', 'bad', /revoked/],
    [
      'another key',
      { 'fair._domainkey.firma.example': [[`v=DKIM1; p=${base64(other)}`]] },
      'DKIM',
      'bad',
      /another one/,
    ],
    ['no DMARC', { '_dmarc.firma.example': 'ENOTFOUND' }, 'DMARC', 'weak', /forged/],
    ['no DNS at all', { 'firma.example': 'ETIMEOUT' }, 'SPF', 'weak', /could not be looked up \(ETIMEOUT\)/],
  ])('%s', async (_, zone, name, health, what) => {
    const line = (await examine({ ...good, ...zone }))[name]
    expect(line).toMatchObject({ health, what: expect.stringMatching(what), remedy: expect.any(String) })
  })

  test('mails that nobody signs here', async () => {
    expect((await examine(good, null))['DKIM']).toMatchObject({ health: 'weak' })
  })
})
