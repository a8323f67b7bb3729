import type { Notice } from '#contracts/api/mails.ts'

/** Whether mail reaches anybody from this installation. */
export const mailWays = {
  smtp: 'They go out through the mail server of this installation.',
  folder: 'Here they are written into a folder and reach nobody: send the link yourself.',
  off: 'Mail is off here, so none goes out: send the link yourself.',
} as const

type Tone = 'plain' | 'good' | 'warn' | 'bad'

export function mailState(
  { state, fault }: Notice,
  way: keyof typeof mailWays,
): { label: string; tone: Tone } {
  const hasFault = fault !== null
  switch (state) {
    case 'waiting':
      return hasFault ? { label: 'Delayed, tried again', tone: 'warn' } : { label: 'Waits', tone: 'plain' }
    case 'sent':
      return { label: way === 'folder' ? 'Written' : 'Sent', tone: 'good' }
    case 'dropped':
      return { label: hasFault ? 'Not sent' : 'Not needed any more', tone: 'plain' }
    case 'failed':
      return { label: 'Not delivered', tone: 'bad' }
  }
}

/** Whatever was tried can be sent once more. */
export function canSendAgain(mail: Notice): boolean {
  return mail.state === 'sent' || mail.state === 'failed'
}
