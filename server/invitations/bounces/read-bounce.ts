import PostalMime, { type Attachment, type Email } from 'postal-mime'

/** What a mail server reports of one recipient. */
export interface ReportedRecipient {
  /** As it was written to, and as it became on the way. */
  addresses: string[]
  action: string
  /** As `5.1.1`, by RFC 3463. */
  status: string
  diagnostic: string | null
}

export interface DeliveryReport {
  /** Of the mail that it is about, without brackets. */
  messageIds: string[]
  recipients: ReportedRecipient[]
}

type Read = { report: DeliveryReport } | { ignoredBecause: string }

const limits = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024 }

/** Reads a delivery status notification (RFC 3464); every other mail is ignored in words. */
export async function readBounce(raw: Uint8Array): Promise<Read> {
  const options = { ...limits, forceRfc822Attachments: true, attachmentEncoding: 'utf8' } as const
  const mail = await PostalMime.parse(raw, options).catch(() => null)
  if (mail === null) return { ignoredBecause: 'It cannot be read as a mail.' }
  if (!isReport(mail)) return { ignoredBecause: 'It is no delivery report (multipart/report).' }
  const status = mail.attachments.find(({ mimeType }) => statusTypes.has(mimeType))
  if (status === undefined)
    return { ignoredBecause: 'The delivery report has no part that says what happened.' }
  const [about = new Map<string, string>(), ...recipients] = blocksOf(textOf(status))
  const messageIds = [about.get('x-original-message-id'), ...mail.attachments.map(messageIdIn)]
  return {
    report: {
      messageIds: [...new Set(messageIds.flatMap((id) => bareId(id) ?? []))],
      recipients: recipients.map(recipientOf),
    },
  }
}

const statusTypes = new Set(['message/delivery-status', 'message/global-delivery-status'])
const returnedTypes = new Set([
  ...['message/rfc822', 'text/rfc822-headers'],
  ...['message/global', 'message/global-headers'],
])

function isReport({ headers }: Email): boolean {
  const type = headers.find(({ key }) => key === 'content-type')?.value.toLowerCase() ?? ''
  return type.startsWith('multipart/report') && /report-type="?delivery-status/.test(type)
}

const textOf = ({ content }: Attachment) =>
  typeof content === 'string' ? content : new TextDecoder().decode(content)

/** The id of the mail that came back, from its headers alone: what it quotes further down is of other mails. */
function messageIdIn(part: Attachment): string | undefined {
  return returnedTypes.has(part.mimeType) ? blocksOf(textOf(part))[0]?.get('message-id') : undefined
}

function bareId(id: string | undefined): string | null {
  return /^\s*<([^<>\s]{1,300})>\s*$/.exec(id ?? '')?.[1] ?? null
}

/** Blocks of header fields with empty lines between them. The first of a name counts. */
function blocksOf(text: string): Map<string, string>[] {
  const unfolded = text.replaceAll('\r\n', '\n').replaceAll(/\n[ \t]+/g, ' ')
  return unfolded
    .split(/\n(?:[ \t]*\n)+/)
    .map(fieldsOf)
    .filter((fields) => fields.size > 0)
}

function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of block.split('\n')) {
    const [, name, value] = /^([\w-]+):(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) continue
    const key = name.toLowerCase()
    if (!fields.has(key)) fields.set(key, value.trim())
  }
  return fields
}

function recipientOf(fields: Map<string, string>): ReportedRecipient {
  const addresses = ['original-recipient', 'final-recipient'].flatMap(
    (key) => addressIn(fields.get(key)) ?? [],
  )
  return {
    addresses,
    action: fields.get('action')?.toLowerCase() ?? '',
    status: /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fields.get('status') ?? '')?.[1] ?? '',
    diagnostic: fields.get('diagnostic-code') ?? null,
  }
}

/** `rfc822; somebody@example.org`, with or without angle brackets. */
const addressIn = (field: string | undefined): string | null =>
  /^(?:rfc822|utf-8|smtp)\s*;\s*<?([^<>\s;]+@[^<>\s;]+?)>?$/i.exec(field ?? '')?.[1] ?? null
