# Styrkedjans dörrar. `make` utan ord visar dem; raden efter ## är det som visas.
# Allt utom make, git och Python 3.11 hämtas hit: .venv för programmen, var/ för data.

.DEFAULT_GOAL := help
PY := .venv/bin/python
BAS := .venv/.bas
PROV := .venv/.prov

.PHONY: help hjalp
help hjalp: ## Visar den här listan
	@echo "Styrkedjan"; echo
	@sed -nE 's/^([a-z-]+)[^:]*:[^#]*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

# --- Köra --------------------------------------------------------------------------------------

.PHONY: demo demo-ny
demo: $(BAS) ## Startar allt med demodata: webb, arbetare och klocka. Ctrl-C stänger. PORT=8123 byter port
	@$(PY) -m skript.demo

demo-ny: $(BAS) ## Som demo, men börjar om från tomma data
	@$(PY) -m skript.demo --ny

# --- Pröva -------------------------------------------------------------------------------------

.PHONY: test drill krav bench bench-skriv
test: $(PROV) ## Hela kontrollen: stil, typer, våningar, migreringar, driftkontroll, alla prov på SQLite och PostgreSQL
	@$(PY) -m skript.prova

drill: $(PROV) ## Felproven i sin långa form, med fulla antal
	@$(PY) -m skript.prova drill

krav: $(PROV) ## Vilka krav i docs/krav.md som är bevisade, av vilka prov, och vilka som inte är det än
	@$(PY) -m skript.krav

bench: $(PROV) ## Mäter de tunga sidorna med 24, 240 och 1 200 enheter bredvid en bar sida
	@$(PY) -m bench

bench-skriv: $(PROV) ## Mäter sparningen med 100 och 300 skribenter bredvid en bar app: tider, fel, och att inget kvitterat saknas
	@$(PY) -m bench.skriv

# --- Skriva ------------------------------------------------------------------------------------

.PHONY: venv format lint typer las skarmbilder dokument
venv: $(PROV) ## Gör .venv med allt som behövs för att bygga och pröva

format: $(PROV) ## Formaterar kod och mallar och rättar det som går att rätta
	@.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format .
	@git ls-files -z --cached --others --exclude-standard -- 'templates/*.html' | xargs -0r .venv/bin/djade --target-version 5.2

lint: $(PROV) ## Granskar stil, mallar och husets våningar
	@$(PY) -m skript.prova lint

typer: $(PROV) ## Granskar typerna
	@$(PY) -m skript.prova typer

las: $(PROV) ## Skriver om låset requirements/*.txt ur requirements/*.in. UPPGRADERA=--upgrade tar nya versioner
	@for namn in bas prov; do .venv/bin/uv pip compile --quiet $(UPPGRADERA) --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate \
		$$([ $$namn = prov ] && echo --constraint requirements/bas.txt) \
		requirements/$$namn.in --output-file requirements/$$namn.txt || exit 1; done

skarmbilder: $(PROV) ## Tar om bilderna i docs/bilder/
	@$(PY) -m skript.skarmbilder

dokument: $(PROV) ## Skriver om de dokument som läses ur koden: docs/tillstand.md och docs/ordlista.md
	@$(PY) -m skript.tillstand
	@$(PY) -m skript.ordlista

.PHONY: ren
ren: ## Tar bort .venv och cachar. Data i var/ ligger kvar
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis staticfiles test-results

# --- Stämplar: installationen görs om bara när låset har ändrats --------------------------------

$(BAS): requirements/bas.txt skript/venv.sh
	@skript/venv.sh requirements/bas.txt
	@touch $@

$(PROV): requirements/prov.txt skript/venv.sh
	@skript/venv.sh requirements/prov.txt
	@touch $(BAS) $@
