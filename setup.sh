#!/usr/bin/env bash
# Brings a fresh Debian or Ubuntu machine to where the work can begin: system packages, virtual environment, Python
# packages. Usage: ./setup.sh [dev]. Safe to run again; what is there already is left alone.
set -eu
cd "$(dirname "$0")"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
say() { printf '%s\n' "$*" >&2; }

# Debian packages, each with the file or command that shows that it is there.
missing=()
has_file() { compgen -G "$1" >/dev/null; }
python=$(for name in python3.13 python3.12 python3.11 python3; do
  command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$name" && break
done || true)
[ -n "$python" ] || missing+=(python3)
[ -z "$python" ] || "$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
[ -n "$python" ] || missing+=(python3-venv)
has_file '/usr/share/tesseract-ocr/*/tessdata/rus.traineddata' || missing+=(tesseract-ocr tesseract-ocr-rus)
command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui libreoffice-calc-nogui)
command -v antiword >/dev/null || missing+=(antiword)
command -v ddjvu >/dev/null || missing+=(djvulibre-bin)
has_file '/usr/lib/*/libarchive.so.13' || has_file '/lib/*/libarchive.so.13' || missing+=(libarchive-tools)
# the tests draw their scans with this font, so that they are the same pages everywhere
[ "${1:-}" != dev ] || has_file '/usr/share/fonts/truetype/liberation*/LiberationSerif-Regular.ttf' || missing+=(fonts-liberation)

if [ ${#missing[@]} -gt 0 ]; then
  apt=(apt-get)
  [ "$(id -u)" = 0 ] || apt=(sudo -n apt-get)
  command="apt-get install --no-install-recommends ${missing[*]}"
  if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    say "Устанавливаются системные пакеты: ${missing[*]}"
    "${apt[@]}" update -qq >/dev/null 2>&1 || say "Список пакетов не обновился, используется имеющийся."
    "${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
      || say "Не все системные пакеты установились. Выполните сами: sudo $command"
  else
    say "Не хватает системных пакетов. Выполните: sudo $command"
    say "Без них работает всё, кроме того, для чего они нужны (сканы — Tesseract; DOC, RTF, ODT, ODS — LibreOffice; RAR, 7-Zip — libarchive; DjVu — djvulibre)."
  fi
fi

[ -n "$python" ] || python=python3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  say "Нужен Python 3.11 или новее. Установите его: sudo apt-get install python3 python3-venv"
  exit 3
}
if ! .venv/bin/python -c '' 2>/dev/null; then
  say "Создаётся виртуальное окружение .venv ($("$python" --version))"
  "$python" -m venv --clear .venv || { say "Не удалось. Выполните: sudo apt-get install python3-venv"; exit 3; }
fi
say "Устанавливаются пакеты Python (в первый раз — несколько минут)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt wheel >&2
.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".${1:+[$1]}" >&2
touch .venv/.ready
[ -z "${1:-}" ] || touch ".venv/.ready-$1"
