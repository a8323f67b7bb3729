import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'

/** Adds the one thing that better-auth has no call for: a session for somebody whose password or link we have checked. */
export const sessionPlugin = () => ({
  id: 'fairtime-staff-session',
  endpoints: {
    startStaffSession: createAuthEndpoint(
      {
        method: 'POST',
        body: z.object({ staffId: z.string(), userAgent: z.string() }),
        metadata: { SERVER_ONLY: true },
      },
      async (context) => {
        const { staffId, userAgent } = context.body
        const user = await context.context.internalAdapter.findUserById(staffId)
        if (user === null) throw new Error('There is no such member of staff')
        const session = await context.context.internalAdapter.createSession(user.id, false, { userAgent })
        await setSessionCookie(context, { session, user })
        return { staffId: user.id }
      },
    ),
  },
})
