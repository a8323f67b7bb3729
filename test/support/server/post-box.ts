import { SMTPServer } from 'smtp-server'
import { eventually } from '../eventually.ts'

export interface ReceivedMail {
  /** The envelope sender, which bounces go to. */
  from: string
  to: string[]
  /** As it came over the line. */
  source: string
  /** Soft line breaks and escapes undone. */
  text: string
}

export interface PostBox {
  url: string
  mails: ReceivedMail[]
  /** What it answers to the next mails in place of taking them. */
  refuse(code: number | null, words?: string): void
  /** The newest mail whose subject matches, once it is there. */
  mail(subject: RegExp, to?: string): Promise<ReceivedMail>
  stop(): Promise<void>
}

/** A mail server that takes what it is told to take. */
export async function openPostBox(): Promise<PostBox> {
  const mails: ReceivedMail[] = []
  let refusal: { code: number; words: string } | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, done) {
      if (refusal === null) done()
      else done(Object.assign(new Error(refusal.words), { responseCode: refusal.code }))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const source = Buffer.concat(chunks).toString('utf8')
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        mails.push({ from, to: rcptTo.map(({ address }) => address), source, text: plain(source) })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    refuse(code, words = 'not now') {
      refusal = code === null ? null : { code, words }
    },
    async mail(subject, to) {
      return eventually(async () => {
        const fits = (mail: ReceivedMail) =>
          subject.test(subjectOf(mail)) && (to === undefined || mail.to.includes(to))
        return mails.findLast(fits) ?? null
      }, 30_000)
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Folded header lines joined and encoded words read. */
export function subjectOf(mail: ReceivedMail): string {
  const [, subject = ''] = /^Subject: (.*(?:\r\n[ \t].*)*)/im.exec(mail.source) ?? []
  const joined = subject.replaceAll(/\?=\r\n[ \t]=\?UTF-8\?Q\?/gi, '').replaceAll(/\r\n[ \t]/g, ' ')
  return joined.replaceAll(/=\?UTF-8\?Q\?(.*?)\?=/gi, (_, text: string) => plain(text.replaceAll('_', ' ')))
}

const plain = (source: string) =>
  Buffer.from(
    source
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

/** The calendar part, its folded lines joined. Only what is quoted is unquoted: `PARTSTAT=ACCEPTED` holds what looks like an escape. */
export function calendarOf(mail: ReceivedMail): string {
  const [, header, encoded] =
    /(Content-Type: text\/calendar[^]*?)\r\n\r\n([^]*?)\r\n--/.exec(mail.source) ?? []
  if (header === undefined || encoded === undefined) throw new Error('the mail has no calendar part')
  return decode(header, encoded).replaceAll(/\r\n[ \t]/g, '')
}

function decode(header: string, encoded: string): string {
  const [, encoding = '7bit'] = /Content-Transfer-Encoding: ([\w-]+)/i.exec(header) ?? []
  if (encoding === 'base64') return Buffer.from(encoded, 'base64').toString('utf8')
  return encoding === 'quoted-printable' ? plain(encoded) : encoded
}

/** The secret of the link in a mail. */
export function tokenIn(mail: ReceivedMail): string {
  const [, token] = /\/i#([\w-]{20,})/.exec(mail.text) ?? []
  if (token === undefined) throw new Error('the mail has no link')
  return token
}
