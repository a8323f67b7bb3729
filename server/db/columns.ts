import type { ColumnType, JSONColumnType } from 'kysely'

export type Json<T extends object> = JSONColumnType<T, string, string>
/** Written when the row is, and never again. */
export type Once<T> = ColumnType<T, T, never>
/** A column of a view. */
export type Seen<T> = ColumnType<T, never, never>
