import type * as Monaco from 'monaco-editor/editor'

export type EditorTheme = 'fairtime-light' | 'fairtime-dark'

export function editorTheme(scheme: 'light' | 'dark'): EditorTheme {
  return scheme === 'dark' ? 'fairtime-dark' : 'fairtime-light'
}

const light: Monaco.editor.IStandaloneThemeData = {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '6b645b', fontStyle: 'italic' },
    { token: 'keyword', foreground: '11635a' },
    { token: 'string', foreground: '8a4b00' },
    { token: 'number', foreground: '7a2e5d' },
    { token: 'type', foreground: '2d4f8e' },
  ],
  colors: {
    'editor.background': '#fffefb',
    'editor.foreground': '#211e1a',
    'editorLineNumber.foreground': '#a0978a',
    'editorLineNumber.activeForeground': '#544e46',
    'editor.lineHighlightBackground': '#f4f1eb80',
    'editor.lineHighlightBorder': '#00000000',
    'editorGutter.background': '#fffefb',
    'editorWidget.background': '#faf8f4',
    'editorWidget.border': '#dcd6cb',
    'editorBracketHighlight.foreground1': '#544e46',
    'editorBracketHighlight.foreground2': '#544e46',
    'editorBracketHighlight.foreground3': '#544e46',
    'editorBracketHighlight.foreground4': '#544e46',
    'editorBracketHighlight.foreground5': '#544e46',
    'editorBracketHighlight.foreground6': '#544e46',
    'diffEditor.insertedLineBackground': '#11635a1a',
    'diffEditor.insertedTextBackground': '#11635a2b',
    'diffEditor.removedLineBackground': '#a8212114',
    'diffEditor.removedTextBackground': '#a8212124',
    'scrollbarSlider.background': '#a0978a59',
    'scrollbarSlider.hoverBackground': '#a0978a8c',
    'scrollbarSlider.activeBackground': '#a0978ab3',
    'scrollbar.shadow': '#00000000',
    focusBorder: '#11635a',
  },
}

const dark: Monaco.editor.IStandaloneThemeData = {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '9a9287', fontStyle: 'italic' },
    { token: 'keyword', foreground: '6fc3b4' },
    { token: 'string', foreground: 'e8b472' },
    { token: 'number', foreground: 'd79ac0' },
    { token: 'type', foreground: '93b4e8' },
  ],
  colors: {
    'editor.background': '#1f1c1a',
    'editor.foreground': '#ece8e1',
    'editorLineNumber.foreground': '#6f685f',
    'editorLineNumber.activeForeground': '#aca59a',
    'editor.lineHighlightBackground': '#2a262380',
    'editor.lineHighlightBorder': '#00000000',
    'editorGutter.background': '#1f1c1a',
    'editorWidget.background': '#2a2623',
    'editorWidget.border': '#4d4741',
    'editorBracketHighlight.foreground1': '#cec8be',
    'editorBracketHighlight.foreground2': '#cec8be',
    'editorBracketHighlight.foreground3': '#cec8be',
    'editorBracketHighlight.foreground4': '#cec8be',
    'editorBracketHighlight.foreground5': '#cec8be',
    'editorBracketHighlight.foreground6': '#cec8be',
    'diffEditor.insertedLineBackground': '#348f8230',
    'diffEditor.insertedTextBackground': '#348f8240',
    'diffEditor.removedLineBackground': '#c2413a2e',
    'diffEditor.removedTextBackground': '#c2413a40',
    'scrollbarSlider.background': '#857e7459',
    'scrollbarSlider.hoverBackground': '#857e748c',
    'scrollbarSlider.activeBackground': '#857e74b3',
    'scrollbar.shadow': '#00000000',
    focusBorder: '#348f82',
  },
}

/** The editor in the colours of the pages around it. */
export function defineThemes(monaco: typeof Monaco): void {
  monaco.editor.defineTheme('fairtime-light', light)
  monaco.editor.defineTheme('fairtime-dark', dark)
}
