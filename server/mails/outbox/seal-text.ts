import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** A mail as it was sent, kept to be read by staff. */
export const keptMailSchema = z.object({
  from: z.object({ name: z.string(), address: z.string() }),
  to: z.object({ name: z.string(), address: z.string() }),
  replyTo: z.object({ name: z.string(), address: z.string() }).nullable(),
  subject: z.string(),
  text: z.string(),
  files: z.array(z.object({ fileName: z.string(), content: z.string() })),
})
export type KeptMail = z.infer<typeof keptMailSchema>

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'fairtime outbox', 32))

/** Nonce, tag and cipher text in one. Bound to its mail: put beside another one it does not open. */
export function sealText(secret: string, mailId: string, mail: KeptMail): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, keyOf(secret), nonce).setAAD(Buffer.from(mailId))
  const body = Buffer.concat([cipher.update(JSON.stringify(mail), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Null where it was sealed with another secret, or was changed. */
export function openText(secret: string, mailId: string, sealed: Buffer): KeptMail | null {
  const nonce = sealed.subarray(0, nonceBytes)
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes)
  if (tag.length < tagBytes) return null
  const decipher = createDecipheriv(algorithm, keyOf(secret), nonce)
    .setAAD(Buffer.from(mailId))
    .setAuthTag(tag)
  try {
    const body = Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
    return keptMailSchema.parse(JSON.parse(body.toString('utf8')))
  } catch {
    return null
  }
}
