/** One thing that keeps an exercise from being proven: where it is, what is wrong, and what an author can do. */
export interface Finding {
  /** Relative to the exercise's folder. */
  file: string
  line: number | null
  what: string
  remedy: string
}

export function describeFinding(folder: string, finding: Finding): string {
  const line = finding.line === null ? '' : `:${finding.line}`
  return `${folder}/${finding.file}${line}\n    ${finding.what}\n    → ${finding.remedy}`
}
