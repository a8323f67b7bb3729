process.stdout.write('EVIL-RAN')
process.exit(0)
