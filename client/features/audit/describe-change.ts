export interface Change {
  label: string
  before: string | null
  after: string | null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `answerWorkingDays` as "answer working days". */
export const labelOf = (key: string) =>
  key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase()

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((each) => textOf(each) ?? '').join(', ')
  if (isRecord(value))
    return Object.entries(value)
      .map(([key, each]) => `${labelOf(key)} ${textOf(each) ?? 'none'}`)
      .join(', ')
  return String(value)
}

/** What a line of the audit holds besides its name: of a change each part that is another now, and everything else as it is. */
export function describeChanges(detail: Record<string, unknown>): Change[] {
  const { before, after, ...rest } = detail
  const others = Object.entries(rest).map(([key, value]) => ({
    label: labelOf(key),
    before: null,
    after: textOf(value),
  }))
  return [...changesOf(before, after), ...others.filter((change) => change.after !== null)]
}

function changesOf(before: unknown, after: unknown): Change[] {
  if (before === undefined && after === undefined) return []
  if (!isRecord(before) || !isRecord(after)) {
    return [{ label: 'value', before: textOf(before) ?? 'none', after: textOf(after) ?? 'none' }]
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  return changed.map((key) => ({
    label: labelOf(key),
    before: textOf(before[key]) ?? 'none',
    after: textOf(after[key]) ?? 'none',
  }))
}
