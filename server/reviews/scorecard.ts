import { shortestReason, type ScorecardDraft } from '#contracts/api/reviews.ts'
import type { Issue } from '../http/app-error.ts'

/** What a scorecard must answer before it can be submitted. */
export interface ScorecardForm {
  rubricIds: readonly string[]
  attributeIds: readonly string[]
}

/** Everything that is still missing or does not belong, in words beside the field. Empty when it can be submitted. */
export function scorecardIssues(card: ScorecardDraft, form: ScorecardForm): Issue[] {
  const issues: Issue[] = []
  for (const id of form.rubricIds) {
    if (card.rubric[id] === undefined) issues.push({ path: `rubric.${id}`, reason: 'choose a level' })
  }
  for (const id of form.attributeIds) {
    if (card.attributes[id] === undefined) issues.push({ path: `attributes.${id}`, reason: 'choose a mark' })
  }
  if (card.recommendation === null) issues.push({ path: 'recommendation', reason: 'choose a recommendation' })
  if (card.reason.trim().length < shortestReason) {
    issues.push({ path: 'reason', reason: `write at least ${shortestReason} characters` })
  }
  if (card.reasonAttribute === null || !form.attributeIds.includes(card.reasonAttribute)) {
    issues.push({ path: 'reasonAttribute', reason: 'name the focus attribute that your reason is tied to' })
  }
  return [...issues, ...strangers(card, form)]
}

/** Answers to questions that were not asked. */
export function strangers(card: ScorecardDraft, form: ScorecardForm): Issue[] {
  const unknown = (part: string, given: Record<string, unknown>, known: readonly string[]) =>
    Object.keys(given)
      .filter((id) => !known.includes(id))
      .map((id) => ({ path: `${part}.${id}`, reason: 'this is not part of the scorecard' }))
  return [
    ...unknown('rubric', card.rubric, form.rubricIds),
    ...unknown('attributes', card.attributes, form.attributeIds),
  ]
}
