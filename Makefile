# Two commands: `make demo` shows it, `make test` proves it. The work is done by the scripts in tools/.
.PHONY: demo test check lock

demo:
	@venv=$$(tools/venv run) && exec "$$venv/bin/shenbian" demo $(ARGS)

test:
	@tools/test $(ARGS)

check:
	@tools/check

lock:
	@tools/lock $(ARGS)
