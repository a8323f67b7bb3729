/** What an integer column of PostgreSQL holds at most. */
export const largestRowNumber = 2_147_483_647
