import type { MailKind } from '#contracts/api/mails.ts'
import { getAttempt } from '../../attempts/store.ts'
import { newLink, readMailFacts, toCandidate } from '../../invitations/mails/mail-facts.ts'
import { describeInstant } from '../../mails/describe-instant.ts'
import type { Composer, Composers } from '../../mails/mail.ts'
import { getSignedReceipt } from '../present-submission.ts'

const receipt: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  if (facts.row.attempt_id === null || facts.row.submitted_at === null) return null
  const attempt = await getAttempt(deps.db, facts.row.attempt_id)
  const { signed, by, submittedAt, answerDueAt, treeSha256 } = await getSignedReceipt(deps.db, attempt)
  const zone = attempt.zone ?? facts.zone
  const at = describeInstant(new Date(submittedAt), zone)
  const link = await newLink(deps, mail)
  return toCandidate(facts, {
    subject: `Your receipt: "${facts.row.manifest.title}" was handed in`,
    paragraphs: [
      by === 'candidate'
        ? `You handed in "${facts.row.manifest.title}" for ${facts.row.position_title} on ${at}. Thank you for your time.`
        : `The time for "${facts.row.manifest.title}" (${facts.row.position_title}) ended on ${at}, and what was saved then is handed in. Thank you for your time.`,
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
