#include "textflag.h"

TEXT ·int80(SB), NOSPLIT, $0-8
	MOVL $20, AX
	INT  $0x80
	MOVLQSX AX, AX
	MOVQ AX, ret+0(FP)
	RET
