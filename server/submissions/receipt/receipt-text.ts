import type { Receipt } from '#contracts/api/attempts.ts'

const byWhom = { candidate: 'by the candidate', deadline: 'by the clock' } as const

/** The text that is signed: everything a receipt says, one fact a line, the same for the same receipt. */
export function receiptText(receipt: Receipt): string {
  return [
    'Fairtime receipt, form 1',
    `attempt     ${receipt.attemptId}`,
    `saved state ${receipt.revision}`,
    `handed in   ${receipt.submittedAt} ${byWhom[receipt.by]}`,
    `answer due  ${receipt.answerDueAt}`,
    `all files   sha256 ${receipt.treeSha256}`,
    ...receipt.files.map((file) => `file        sha256 ${file.sha256} ${file.bytes} bytes ${file.path}`),
    ...receipt.unsaved.map(
      (file) => `not in it   newest text of ${JSON.stringify(file.path)}: ${file.reason}`,
    ),
    '',
  ].join('\n')
}
