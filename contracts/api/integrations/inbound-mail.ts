import { z } from 'zod'
import { keyWith, type RouteTable } from '../../route.ts'

export const longestInboundMailBytes = 1024 * 1024

export const bounceOutcomeSchema = z.enum(['failed', 'delayed', 'delivered'])
export type BounceOutcome = z.infer<typeof bounceOutcomeSchema>

export const inboundMailApi = {
  takeInboundMail: {
    method: 'POST',
    path: '/api/inbound-mail',
    summary:
      'Takes a mail that came back undelivered, as it arrived. Every other mail is ignored, and the answer says why.',
    access: keyWith('inbound-mail'),
    rawBody: 'message/rfc822',
    body: z.custom<Uint8Array>(
      (value) => value instanceof Uint8Array && value.length > 0,
      'must be a mail as it arrived, of the type message/rfc822',
    ),
    bodyLimitBytes: longestInboundMailBytes,
    judgesText: true,
    response: z.object({
      outcome: z.enum(['ignored', ...bounceOutcomeSchema.options]),
      reason: z.string(),
    }),
  },
} as const satisfies RouteTable
