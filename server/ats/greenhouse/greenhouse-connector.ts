import { basicAuth, isComplete, type AtsConnector } from '../ats-connector.ts'

/** Is told by an empty PATCH of the address that came with the request, and then asks for the status itself. */
export const greenhouse: AtsConnector = {
  kind: 'greenhouse',
  events: ['invitation.reviewed', 'invitation.answered'],
  update({ callbackUrl, key, row }) {
    if (callbackUrl === null || !isComplete(row)) return null
    return { method: 'PATCH', url: callbackUrl, headers: { authorization: basicAuth(key) }, body: '' }
  },
  // The candidate is not active there any more, or the test was taken away.
  isFinal: (status) => status === 404 || status === 410,
}
