import type { ImportStatus } from '#contracts/api/invitations/invitation-imports.ts'

export const statusWords: Record<ImportStatus, { label: string; tone: 'good' | 'warn' | 'bad' | 'plain' }> = {
  new: { label: 'New', tone: 'good' },
  already_invited: { label: 'Already invited', tone: 'warn' },
  same_person: { label: 'Same person twice', tone: 'warn' },
  other_name: { label: 'Known by another name', tone: 'warn' },
  took_before: { label: 'Took one before', tone: 'warn' },
  invalid: { label: 'Cannot be sent', tone: 'bad' },
}
