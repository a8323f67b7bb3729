import type { BulkAction, BulkKind } from '#contracts/api/board/bulk-actions.ts'
import { formatInstant } from '../../../lib/clock/times.ts'

const figure = (count: number) => count.toLocaleString('en')
export const invitationsOf = (count: number) =>
  `${figure(count)} ${count === 1 ? 'invitation' : 'invitations'}`
const mailsOf = (count: number) => `${figure(count)} ${count === 1 ? 'mail' : 'mails'}`

interface Words {
  /** Of its page. */
  title: string
  button: (count: number) => string
  /** What it does, before it is done. */
  will: (action: BulkAction) => string
  cannot: string
  done: string
}

const takeBy = ({ takeBy: at, zone }: BulkAction) => (at === null ? '' : formatInstant(new Date(at), zone))
const withMails = ({ mail }: BulkAction, words: string) =>
  mail === 'off' ? 'No mail goes out, because mail is off here.' : words

export const bulkWords: Record<BulkKind, Words> = {
  extend: {
    title: 'A later day to start',
    button: (count) => `Extend ${invitationsOf(count)}`,
    will: (action) =>
      `${invitationsOf(action.possible)} will be open until ${takeBy(action)}. ${withMails(action, `${mailsOf(action.possible)} with the new date and a link.`)}`,
    cannot: 'cannot be extended',
    done: 'extended',
  },
  revoke: {
    title: 'Withdraw',
    button: (count) => `Withdraw ${invitationsOf(count)}`,
    will: (action) =>
      `${invitationsOf(action.possible)} will be withdrawn: their links stop working. ${withMails(action, `${mailsOf(action.possible)} that say so.`)}`,
    cannot: 'cannot be withdrawn',
    done: 'withdrawn',
  },
  resend: {
    title: 'Send the mail again',
    button: (count) => `Send ${mailsOf(count)} again`,
    will: (action) =>
      `${withMails(action, `${mailsOf(action.possible)} will be sent again: the one that did not arrive, or else the invitation with its link.`)}`,
    cannot: 'cannot be sent again',
    done: 'sent again',
  },
  remind: {
    title: 'Remind',
    button: (count) => `Send ${figure(count)} ${count === 1 ? 'reminder' : 'reminders'}`,
    will: (action) =>
      withMails(
        action,
        `${mailsOf(action.possible)} will remind of the invitation, with its dates and a link.`,
      ),
    cannot: 'cannot be reminded',
    done: 'reminded',
  },
}

export function resultWords({ kind, done, failed, possible, state }: BulkAction): string {
  const failedWords = failed === 0 ? '' : `, ${figure(failed)} failed`
  switch (state) {
    case 'draft':
      return 'Not confirmed.'
    case 'held':
      return `${invitationsOf(possible)}: nothing has changed yet.`
    case 'making':
      return `Under way: ${figure(done)} of ${figure(possible)} ${bulkWords[kind].done}${failedWords}.`
    case 'made':
      return `${figure(done)} ${bulkWords[kind].done}${failedWords}.`
    case 'undone':
      return 'Taken back. Nothing was changed, and no mail has left.'
  }
}
