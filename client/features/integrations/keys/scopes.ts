import type { ApiScope } from '#contracts/route.ts'

/** What a scope allows, in words for whoever hands a key out. */
export const scopeLabels: Record<ApiScope, string> = {
  'invitations:write': 'Invite candidates and withdraw invitations',
  'invitations:read': 'See positions, invitations and where they stand',
  'results:read': 'See how far reviews are',
  'inbound-mail': 'Hand in mails that came back undelivered',
}
