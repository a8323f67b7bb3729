import { readFile } from 'node:fs/promises'
import { createTransport } from 'nodemailer'
import { examineMailDns, type ResolveTxt } from './examine-mail-dns.ts'
import { good, type Line, type Part } from './part.ts'

const timeoutMs = 10_000

interface MailSettings {
  smtpUrl: string | undefined
  folder: string | undefined
  /** Who mails come from; null where that follows from the address of the installation. */
  from: string | undefined
  publicUrl: string | undefined
  dkim: { selector: string | undefined; keyFile: string | undefined }
}

/** Whether mails get away from here. Nothing is sent. */
export async function examineMail(settings: MailSettings, resolveTxt: ResolveTxt): Promise<Part> {
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
  const server = await examineServer(settings.smtpUrl, settings.from)
  return { title, lines: [...server, ...(await examineSender(settings, resolveTxt))] }
}

async function examineServer(smtpUrl: string, sender: string | undefined): Promise<Line[]> {
  const from = sender || 'fairtime@ the host of PUBLIC_URL'
  const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs }
  const transport = createTransport({ url: smtpUrl, ...timeouts })
  try {
    await transport.verify()
    return [good('server', `${new URL(smtpUrl).host} takes mails`), good('from', from)]
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const remedy = 'Mend SMTP_URL, or the mail server. Mails wait meanwhile, for two days at most.'
    return [{ health: 'bad', name: 'server', what: reason, remedy }]
  } finally {
    transport.close()
  }
}

/** What the world knows of the domain that mails come from. */
async function examineSender(settings: MailSettings, resolveTxt: ResolveTxt): Promise<Line[]> {
  const { from, publicUrl, dkim } = settings
  const domain = from ? from.slice(from.lastIndexOf('@') + 1) : publicUrl && new URL(publicUrl).hostname
  if (!domain || !domain.includes('.')) return []
  const { selector, keyFile } = dkim
  if (!selector || !keyFile) return examineMailDns(domain, null, resolveTxt)
  try {
    return examineMailDns(domain, { selector, privateKey: await readFile(keyFile, 'utf8') }, resolveTxt)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const remedy = 'Mend DKIM_KEY_FILE: the server does not start without it.'
    return [{ health: 'bad', name: 'DKIM', what: reason, remedy }]
  }
}
