import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { Reader } from '../../db/connect.ts'
import { readSetting, writeSettingOnce } from '../../db/settings.ts'

const setting = 'receipt_key'

export interface ReceiptKey {
  publicKeyPem: string
  /** Ed25519 over the UTF-8 bytes. */
  sign: (text: string) => string
}

/**
 * The key pair of this installation, made when first needed. It lives in the database, so that every server signs alike and a
 * restored backup still knows its receipts.
 */
export async function getReceiptKey(db: Reader): Promise<ReceiptKey> {
  const privateKey = createPrivateKey((await readSetting(db, setting)) ?? (await makeKey(db)))
  return {
    publicKeyPem: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => signText(privateKey, text),
  }
}

const signText = (key: KeyObject, text: string) => sign(null, Buffer.from(text), key).toString('base64')

/** Two servers may make one at once: the first that is written is the one. */
async function makeKey(db: Reader): Promise<string> {
  const value = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return writeSettingOnce(db, setting, value)
}
