import { shortestReason, type ScorecardDraft } from '#contracts/api/reviews.ts'

interface Asked {
  rubric: readonly { id: string; title: string }[]
  focusAttributes: readonly { id: string; title: string }[]
}

/** What a scorecard still needs before it can be submitted, in words; empty when it is complete. */
export function missingParts(draft: ScorecardDraft, asked: Asked): string[] {
  const missing = [
    ...asked.rubric.filter((item) => draft.rubric[item.id] === undefined).map((item) => item.title),
    ...asked.focusAttributes.filter((one) => draft.attributes[one.id] === undefined).map((one) => one.title),
  ]
  if (draft.recommendation === null) missing.push('your recommendation')
  if (draft.reason.trim().length < shortestReason)
    missing.push(`a reason of at least ${shortestReason} characters`)
  if (asked.focusAttributes.length > 0 && draft.reasonAttribute === null) {
    missing.push('the focus attribute your reason is about')
  }
  return missing
}
