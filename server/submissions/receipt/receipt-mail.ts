import type { MailKind } from '#contracts/api/mails.ts'
import { findAttemptOf } from '../../attempts/store.ts'
import { newLink, readMailFacts, toCandidate } from '../../invitations/mail-facts.ts'
import { describeInstant } from '../../mails/describe-instant.ts'
import type { Composer, Composers } from '../../mails/mail.ts'
import { getSignedReceipt } from '../present-submission.ts'

const receipt: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  const attempt = await findAttemptOf(deps.db, mail.invitationId)
  if (attempt === null || attempt.submitted_at === null) return null
  const { signed, by, submittedAt, answerDueAt, treeSha256 } = await getSignedReceipt(deps.db, attempt)
  const zone = attempt.zone ?? facts.zone
  const at = describeInstant(new Date(submittedAt), zone)
  const link = await newLink(deps, mail)
  return toCandidate(facts, {
    subject: `Your receipt: ${facts.exercise} was handed in`,
    paragraphs: [
      by === 'candidate'
        ? `You handed in ${facts.exercise} for ${facts.row.position_title} on ${at}. Thank you for your time.`
        : `The time for ${facts.exercise} (${facts.row.position_title}) ended on ${at}, and what was saved then is handed in. Thank you for your time.`,
      `Two people review it now, independently, without knowing who you are. You hear by ${describeInstant(new Date(answerDueAt), zone)}.`,
      `All files together: SHA-256 ${treeSha256}. The signed receipt is attached; the page behind your link tells how to check it, shows what reviewers will see, and gives you everything that is stored about you:\n${link}`,
    ],
    files: [
      { fileName: 'receipt.txt', content: signed.text },
      { fileName: 'receipt.txt.sig', content: `${signed.signatureBase64}\n` },
      { fileName: 'fairtime-public-key.pem', content: signed.publicKeyPem },
    ],
  })
}

export const receiptMail: Pick<Composers, Extract<MailKind, 'receipt'>> = { receipt }
