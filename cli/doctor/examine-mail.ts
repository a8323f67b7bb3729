import { createTransport } from 'nodemailer'
import { good, type Part } from './part.ts'

const timeoutMs = 10_000

interface MailSettings {
  smtpUrl: string | undefined
  folder: string | undefined
  /** Who mails come from; null where that follows from the address of the installation. */
  from: string | undefined
}

/** Whether mails get away from here. Nothing is sent. */
export async function examineMail(settings: MailSettings): Promise<Part> {
  const title = 'Mail'
  if (!settings.smtpUrl) {
    const where = settings.folder ?? '.fairtime/mail'
    const what = `no mail server is set: mails are written into ${where}, and reach nobody`
    return {
      title,
      lines: [
        { health: 'weak', name: 'SMTP_URL', what, remedy: 'Set SMTP_URL, say smtps://user:password@host.' },
      ],
    }
  }
  const from = settings.from ?? 'fairtime@ the host of PUBLIC_URL'
  const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs }
  const transport = createTransport({ url: settings.smtpUrl, ...timeouts })
  try {
    await transport.verify()
    return {
      title,
      lines: [good('server', `${new URL(settings.smtpUrl).host} takes mails`), good('from', from)],
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const remedy = 'Mend SMTP_URL, or the mail server. Mails wait meanwhile, for two days at most.'
    return { title, lines: [{ health: 'bad', name: 'server', what: reason, remedy }] }
  } finally {
    transport.close()
  }
}
