process.stdout.write('EVIL-RAN')
