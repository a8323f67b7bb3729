import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readServerConfig } from '../../../server/config.ts'
import { openMailTransport } from '../../../server/mails/mail-transport.ts'
import { openPostBox } from '../../support/server/post-box.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairtime-dkim-'))
})
afterAll(() => rm(folder, { recursive: true }))

const needed = {
  DATABASE_URL: 'postgres://x@127.0.0.1/x',
  REDIS_URL: 'redis://127.0.0.1',
  WORKER_TOKEN: 'x'.repeat(40),
  AUTH_SECRET: 'y'.repeat(40),
  PUBLIC_URL: 'https://fairtime.firma.example',
  MAIL_FROM: 'hiring@firma.example',
  MAIL_RETURN_PATH: 'bounces@firma.example',
}

const letter = {
  to: { name: 'Lin Okafor', address: 'lin@candidate.example' },
  replyTo: null,
  subject: 'Your coding exercise',
  text: 'Hello Lin,\n\nwelcome.\n',
  calendar: null,
  files: [],
} as const

it('a mail is signed by the domain that it comes from, and bounces go to the address for them', async () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const file = join(folder, 'key.pem')
  await writeFile(file, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const box = await openPostBox()
  const { mail } = readServerConfig({
    ...needed,
    SMTP_URL: box.url,
    DKIM_SELECTOR: 'fair',
    DKIM_KEY_FILE: file,
  })
  const transport = openMailTransport(mail)
  expect(await transport.send({ ...letter, files: [] }, 'one')).toEqual({ ok: true })
  const { source, from } = await box.mail(/^Your coding exercise/)
  expect(from).toBe('bounces@firma.example')
  const record = `v=DKIM1; k=rsa; p=${keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
  const resolver = async (name: string) => {
    expect(name).toBe('fair._domainkey.firma.example')
    return [[record]]
  }
  const verified = await dkimVerify(source, { resolver })
  expect(verified.results).toMatchObject([{ signingDomain: 'firma.example', status: { result: 'pass' } }])
  const forged = await dkimVerify(source.replace('welcome', 'pay us'), { resolver })
  expect(forged.results).not.toMatchObject([{ status: { result: 'pass' } }])
  transport.close()
  await box.stop()
})

it('half a setting, or a key of another kind, stops the start', async () => {
  const file = join(folder, 'ed25519.pem')
  await writeFile(file, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
  expect(() => readServerConfig({ ...needed, DKIM_SELECTOR: 'fair' })).toThrow(/set both/)
  expect(() => readServerConfig({ ...needed, DKIM_KEY_FILE: file })).toThrow(/set both/)
  expect(() => readServerConfig({ ...needed, DKIM_SELECTOR: 'fair', DKIM_KEY_FILE: file })).toThrow(
    /no RSA key/,
  )
})
