#include "textflag.h"

TEXT ·leave(SB), NOSPLIT, $0
	MOVQ $0, DI
	MOVQ $231, AX
	SYSCALL
	RET
