/** PostgreSQL's code for a row that another one stands in the way of. */
const uniqueViolation = '23505'

/** Whether a statement failed because somebody else was first, however the driver's error was wrapped. */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && error.code === uniqueViolation) return true
  return 'cause' in error && isUniqueViolation(error.cause)
}
