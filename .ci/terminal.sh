# Functions to drive the real program in tmux, for the scripts beside this file.
# Source it, call open_terminal, then keys and want; frames are kept as text.

sock=brobygger-ci-$$
home=$(mktemp -d)
frames_failed=0

# open_terminal COLSxROWS COMMAND…: the command in a clean home, nothing else.
open_terminal() {
  local size=$1
  shift
  local cmd
  printf -v cmd '%q ' env -i HOME="$home" PATH="$PATH" TERM=tmux-256color COLORTERM=truecolor LANG=C.UTF-8 "$@"
  tmux -L "$sock" -f /dev/null new-session -d -x "${size%x*}" -y "${size#*x}" "$cmd; echo \"ended with \$?\"; sleep 600"
  tmux -L "$sock" set -g status off
  tmux -L "$sock" set -s escape-time 10
}

close_terminal() {
  tmux -L "$sock" kill-server 2>/dev/null || true
}

leave() {
  close_terminal
  # The program puts away what is half typed before it goes.
  for _ in $(seq 50); do pgrep -f "$home/" >/dev/null || break; sleep 0.1; done
  rm -rf "$home"
}

screen() { tmux -L "$sock" capture-pane -p; }

# keys KEY…: tmux names of keys; text:… types the rest as it stands. A pause
# after Esc, since a terminal cannot tell Esc and a letter from Alt and a letter.
keys() {
  local k
  for k in "$@"; do
    case $k in
      text:*) tmux -L "$sock" send-keys -l -- "${k#text:}" ;;
      Escape) tmux -L "$sock" send-keys Escape; sleep 0.15 ;;
      *) tmux -L "$sock" send-keys -- "$k" ;;
    esac
    sleep 0.03
  done
}

# want TEXT…: waits until every text stands on the screen, at most 15 seconds.
want() {
  local text try shown
  for text in "$@"; do
    for try in $(seq 150); do
      shown=$(screen)
      case $shown in *"$text"*) continue 2 ;; esac
      sleep 0.1
    done
    printf 'not on the screen: %s\n%s\n' "$text" "$shown" >&2
    frames_failed=1
    return 1
  done
}

# gone TEXT…: none of the texts stands on the screen.
gone() {
  local text
  for text in "$@"; do
    case $(screen) in *"$text"*)
      printf 'still on the screen: %s\n' "$text" >&2
      screen >&2
      frames_failed=1
      return 1
      ;;
    esac
  done
}

# keep_frames DIR [--write]: where frame keeps what it saw, when it is to.
keep_frames() {
  frames=$1 write=${2:-} words='' count=0 number=0
  [ "$write" = --write ] || return 0
  mkdir -p "$frames"
  rm -f "$frames"/*.txt
}

# press KEY…: like keys, and counts what is no typed text.
press() {
  local k
  for k in "$@"; do case $k in text:*) ;; *) count=$((count + 1)) ;; esac; done
  keys "$@"
}

# frame NAME TEXT TEXT TEXT: wants the texts and keeps the frame, masked: what
# differs from day to day, random numbers, and what is secret.
frame() {
  local name=$1
  shift
  [ $# -ge 3 ] || { echo "$name: three things are asserted of every frame"; exit 1; }
  want "$@"
  number=$((number + 1))
  [ "$write" = --write ] || return 0
  screen | sed -E \
    -e "s#$home#/hjem#g" \
    -e "${words:+s/$words/ord ord ord ord ord ord/g}" \
    -e 's/\b[0-9]{2}-[0-9]{2}-20[0-9]{2}\b/dd-mm-åååå/g' \
    -e 's/\b(man|ti|on|to|fr|lø|sø) (dd|[0-9]{2}-[0-9]{2}\b)/ug \2/g' \
    -e 's/ug [0-9]{2}-[0-9]{2}/ug dd-mm/g' \
    -e 's/uge [0-9]+/uge nn/g' \
    -e 's/kl\. [0-9]{1,2}\.[0-9]{2}/kl. tt.mm/g' \
    -e 's/( |\[)[0-9]{1,2}\.[0-9]{2}( |\])/\1tt.mm\2/g' \
    -e 's/\b[0-9]{2}-[23456789CFGHJMPQRVWX]{4}\b/åå-NNNN/g' \
    -e 's/\b[0-9A-Z]{4} [0-9A-Z]{4}\b/···· ····/g' -e 's/( 8  ?)[0-9A-Z]{2}\b/\1··/' \
    -e 's/computer [0-9a-f]{16}/computer ················/g' \
    -e 's#/brobygger/[0-9a-f]{8,}#/brobygger/················#g' -e 's#^( *)[0-9a-f]{6,}/papirer#\1················/papirer#' \
    > "$frames/$(printf %02d "$number")-$name.txt"
}
