import { useMediaQuery } from '@mantine/hooks'

/**
 * Told by the finger and by the screen, and not by the window's width alone: a small or zoomed window on a computer is no phone.
 * The second half is for phones that claim to have a mouse.
 */
const phone =
  '((hover: none) and (pointer: coarse) and (max-width: 48em)), ((max-device-width: 30em) and (max-device-aspect-ratio: 1/1))'

/** Whether this is a screen that the editor does not fit on. */
export const useIsPhone = () => useMediaQuery(phone, undefined, { getInitialValueInEffect: false }) ?? false
