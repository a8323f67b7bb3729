/** PostgreSQL's codes. */
const foreignKeyViolation = '23503'
const uniqueViolation = '23505'

/** Whether a statement failed because somebody else was first. */
export const isUniqueViolation = (error: unknown): boolean => hasCode(error, uniqueViolation)

/** Whether a row could not be deleted because others refer to it. */
export const isForeignKeyViolation = (error: unknown): boolean => hasCode(error, foreignKeyViolation)

/** However the driver's error was wrapped. */
function hasCode(error: unknown, code: string): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && error.code === code) return true
  return 'cause' in error && hasCode(error.cause, code)
}
