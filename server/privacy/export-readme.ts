/** What is in the archive, for the person whose data it is. */
export const readme = (
  now: Date,
) => `This is everything that Fairtime stores about you and this invitation, as of ${now.toISOString()}.

person.json      your name and mail address, the invitation, its appointment, what the check of your computer found
sessions.json    when a browser of yours was let in by your link
requests.json    what you asked for about time or arrangements, and the answers
recruiter-notes.json  what the people who invited you noted about you
mails.json       which mails you were sent and when; their texts are not kept
programs.json    which programs of those who invited you were told what, and which one sent you here
attempt.json     when you started and ended, extra time, time that was given back, what was handed in,
                 by when you were promised an answer and when you had it
files/           your files as they stand
saves.json       every saved state: when it came, from where, which files it held (path and SHA-256)
git.bundle       your commits and messages, where you used git: git clone git.bundle
contents/        the content of every file of every saved state, named by its SHA-256
kept-apart.json  what two windows wrote at once, and what you chose
late-saves.json  what came after the end and was kept apart
not-saved.json   files whose newest text could not be kept, and why
runs.json        every run that you started, with its output; of the grading only when it ran
notes.json       your notes at the end
feedback.json    what you said about the exercise
record.json      what was done in your matter and when: starts, extra time, links
practice/        the same of your practice, where you opened it; practice-2/ of the one in another language

Not in it: the hidden checks, because others still take this exercise, and what reviewers wrote. Ask the person who invited you for that.
`
