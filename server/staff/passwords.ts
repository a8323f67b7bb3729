import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const deriveArgon2 = promisify(argon2)
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

/** argon2id with the cost that OWASP advises; the text names scheme, salt and tag. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await deriveArgon2('argon2id', { ...cost, message: password, nonce })
  return `argon2id$${nonce.toString('base64')}$${tag.toString('base64')}`
}

/** Takes as long for an account without a password, so that the time of an answer tells nobody which accounts exist. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const [scheme, nonce, tag] = (hash ?? '').split('$')
  if (scheme !== 'argon2id' || nonce === undefined || tag === undefined) {
    await hashPassword(password)
    return false
  }
  const expected = Buffer.from(tag, 'base64')
  const found = await deriveArgon2('argon2id', {
    ...cost,
    message: password,
    nonce: Buffer.from(nonce, 'base64'),
  })
  return found.length === expected.length && timingSafeEqual(found, expected)
}
