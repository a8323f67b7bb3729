import {
  ActionIcon,
  Badge,
  Button,
  createTheme,
  Paper,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core'

const teal: MantineColorsTuple = [
  '#e8f4f1',
  '#d2e8e3',
  '#a8d3ca',
  '#7cbdb1',
  '#55a698',
  '#348f82',
  '#1a766b',
  '#11635a',
  '#0c5049',
  '#073c37',
]
const gray: MantineColorsTuple = [
  '#faf8f4',
  '#f4f1eb',
  '#e9e4dc',
  '#dcd6cb',
  '#c6beb1',
  '#a0978a',
  '#6a635a',
  '#544e46',
  '#3a3530',
  '#25221e',
]
const dark: MantineColorsTuple = [
  '#ece8e1',
  '#cec8be',
  '#aca59a',
  '#857e74',
  '#4d4741',
  '#3a3530',
  '#2a2623',
  '#1f1c1a',
  '#181614',
  '#100e0d',
]

// A dialog's own header is no banner of the page.
const dialogDefaults = {
  closeButtonProps: { 'aria-label': 'Close' },
  attributes: { header: { role: 'presentation' } },
}

/** Warm neutrals, ink, one deep accent. Amber and red are kept for meaning. */
export const theme = createTheme({
  colors: { teal, gray, dark },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  white: '#fffefb',
  black: '#211e1a',
  defaultRadius: 'md',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 550 } }),
    Modal: {
      defaultProps: dialogDefaults,
      classNames: { content: 'surface', header: 'surface', title: 'dialog-title' },
    },
    Drawer: {
      defaultProps: dialogDefaults,
      classNames: { content: 'surface', header: 'surface', title: 'dialog-title' },
    },
    Paper: Paper.extend({ defaultProps: { withBorder: true, className: 'surface' } }),
    Accordion: { classNames: { label: 'fold-label' } },
    Tooltip: { defaultProps: { openDelay: 300, events: { hover: true, focus: true, touch: true } } },
  },
})

const lightVariables = {
  '--mantine-color-body': '#faf8f4',
  '--mantine-color-dimmed': gray[6],
  '--mantine-color-placeholder': '#777067',
  '--surface': '#fffefb',
  '--surface-sunken': '#f4f1eb',
  '--line': '#e3ddd3',
  '--good': '#11635a',
  '--warn': '#8a4b00',
  '--bad': '#a82121',
  '--good-soft': '#e3f1ee',
  '--warn-soft': '#fbefd9',
  '--bad-soft': '#fbe7e4',
  '--mantine-color-error': '#a82121',
  '--mantine-color-teal-light': '#e3f1ee',
  '--mantine-color-teal-light-color': '#11635a',
  '--mantine-color-gray-light': '#efeae2',
  '--mantine-color-gray-light-color': gray[7],
}

const darkVariables = {
  '--mantine-color-body': '#181614',
  '--mantine-color-dimmed': dark[2],
  '--mantine-color-placeholder': '#968e83',
  '--mantine-color-text': dark[0],
  '--surface': '#1f1c1a',
  '--surface-sunken': '#141210',
  '--line': '#37322d',
  '--good': '#6fc3b4',
  '--warn': '#f0b45b',
  '--bad': '#ff8f85',
  '--good-soft': '#15302c',
  '--warn-soft': '#3a2a12',
  '--bad-soft': '#401f1c',
  '--mantine-color-error': '#ff8f85',
  '--mantine-color-teal-light': '#15302c',
  '--mantine-color-teal-light-color': '#6fc3b4',
  '--mantine-color-gray-light': dark[6],
  '--mantine-color-gray-light-color': dark[1],
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: lightVariables,
  dark: darkVariables,
})
