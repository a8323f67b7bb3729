package corpus

// int80 asks for the process id through the 32-bit door.
func int80() int
