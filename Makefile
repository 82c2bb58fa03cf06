# make run | test | check | bench — see README.md. Everything lives in .venv and var; nothing else is touched.
.DEFAULT_GOAL := help
PORT ?= 8000
BIN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/bytecode

.PHONY: help run test trust check bench format diagrams vendor lock clean

help:  ## 本说明
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/'

run:  ## 建好环境和数据库，空库时装入演示县，启动网页和后台（PORT=8000）
	@bin/environment run
	@QINQING_DEMO=$${QINQING_DEMO:-1} exec $(BIN)/qinqing run --port $(PORT)

test:  ## 全部测试：SQLite、PostgreSQL、浏览器
	@bin/environment dev
	@$(BIN)/python bin/test $(ARGS)

trust:  ## 全部测试，最大的数字也全部做完（几小时）
	@bin/environment dev
	@QINQING_WHOLE=1 $(BIN)/python bin/test $(ARGS)

check:  ## 格式、静态检查、类型、楼层约定、迁移、图、术语
	@bin/environment dev
	@bin/check

bench:  ## 性能测量，输出表格
	@bin/environment dev
	@$(BIN)/python -m bench $(ARGS)

format:  ## 整理格式
	@bin/environment dev
	@$(BIN)/ruff check --quiet --fix . && $(BIN)/ruff format .

diagrams:  ## 由流转表重新生成 docs 里的状态图
	@bin/environment dev
	@$(BIN)/qinqing diagrams

vendor:  ## 用 npm 重新取得随附的网页脚本，与 vendor.toml 核对（需要 node）
	@bin/environment dev
	@$(BIN)/python bin/vendor

lock:  ## 按 pyproject.toml 重写 requirements
	@bin/environment dev
	@bin/lock

clean:  ## 删除环境和缓存（不动 var 里的数据）
	@rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build
