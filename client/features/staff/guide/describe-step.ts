import type { GuideStep } from '#contracts/api/staff/organisation.ts'

interface StepWords {
  title: string
  text: string
  action: string
}

const words: Readonly<Record<GuideStep, StepWords>> = {
  organisation: {
    title: 'Name and time zone',
    text: 'By which clocks are days counted?',
    action: 'Set them',
  },
  colleagues: {
    title: 'Colleagues',
    text: 'Each submission is read by two people, and whoever invites is not one of them.',
    action: 'Add a colleague',
  },
  position: {
    title: 'First position',
    text: 'What job is it, which exercises are allowed, and who reviews?',
    action: 'Open the first position',
  },
  invitation: {
    title: 'First invitation',
    text: 'A link for one candidate. The clock starts when they press start.',
    action: 'Invite the first candidate',
  },
}

export const describeStep = (step: GuideStep): StepWords => words[step]
