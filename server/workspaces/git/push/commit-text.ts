import { pathProblem, workspaceLimits } from '#contracts/workspace.ts'

export function judgePath(path: string): string | null {
  if (path.includes('\ufffd')) return 'has a name that is not UTF-8'
  const problem = pathProblem(path)
  return problem === null ? null : `cannot be kept: ${problem}`
}

export const tooLarge = (bytes: number) =>
  bytes > workspaceLimits.fileBytes ? `is larger than ${workspaceLimits.fileBytes / 1024} KiB` : null
