import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { z } from 'zod'
import type { MailConfig } from '../config.ts'
import type { Mail, MailTransport, SendOutcome } from './mail.ts'

const connectTimeoutMs = 10_000
const socketTimeoutMs = 30_000

/** The only importer of the mail library. */
export function openMailTransport(config: MailConfig): MailTransport {
  if (config.smtpUrl !== null) return smtpTransport(config, config.smtpUrl)
  if (config.folder !== null) return folderTransport(config, config.folder)
  return { kind: 'off', send: () => Promise.resolve(mailIsOff), close: () => undefined }
}

const mailIsOff: SendOutcome = {
  ok: false,
  kind: 'refused',
  fault: 'No mail server is set up here (SMTP_URL).',
}

function smtpTransport(config: MailConfig, url: string): MailTransport {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: socketTimeoutMs,
    ...(config.dkim === null ? {} : { dkim: config.dkim }),
    // Nothing that a candidate or a recruiter writes may name a file or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    kind: 'smtp',
    send: (mail, id) =>
      transport.sendMail(message(config, mail, id)).then(
        () => ({ ok: true }),
        (error: unknown) => faultOf(error),
      ),
    close: () => transport.close(),
  }
}

/** Where no mail server is, as when trying the product: each mail becomes a file that any mail program opens. */
function folderTransport(config: MailConfig, folder: string): MailTransport {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    kind: 'folder',
    async send(mail, id) {
      const { message: bytes } = await transport.sendMail(message(config, mail, id))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // The link in it opens somebody's exercise, so that the file is for its owner alone.
      const path = join(folder, `${id}.eml`)
      await writeFile(`${path}.new`, bytes, { mode: 0o600 })
      await rename(`${path}.new`, path)
      return { ok: true }
    },
    close: () => undefined,
  }
}

function message(config: MailConfig, mail: Mail, id: string) {
  return {
    from: config.from,
    to: mail.to,
    ...(config.returnPath === null ? {} : { envelope: { from: config.returnPath, to: mail.to.address } }),
    ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    messageId: `<${id}@${config.domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(mail.calendar === null ? {} : { icalEvent: { ...mail.calendar, filename: 'invite.ics' } }),
    attachments: mail.files.map(({ fileName, content }) => ({ filename: fileName, content })),
  }
}

const faultSchema = z.object({ responseCode: z.number().optional(), message: z.string() })

/** 5xx is the server's final word on this mail, with one exception: the sign-in is ours to mend. */
function faultOf(error: unknown): SendOutcome {
  const parsed = faultSchema.safeParse(error)
  if (!parsed.success) throw error
  const { responseCode = 0, message: fault } = parsed.data
  const isFinal = responseCode >= 550 && responseCode < 560
  return { ok: false, kind: isFinal ? 'refused' : 'failed', fault: fault.slice(0, 500) }
}
