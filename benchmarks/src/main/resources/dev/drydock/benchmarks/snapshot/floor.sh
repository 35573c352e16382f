#!/usr/bin/env bash
# floor.sh CONTAINER FOLDER NAME: a snapshot by as little as can be had: bash, curl and tar. The container is paused, committed,
# the data of its volume /data read to a file, and goes on; the image is built of that. Takes SOCKET and API (its version)
# from the environment.
set -euo pipefail

call() { curl -sS -f --unix-socket "$SOCKET" -X "$1" "${@:3}" "http://engine/v$API$2"; }
id_of() { local id=${1#*\"Id\":\"}; echo "${id%%\"*}"; }

container=$1 folder=$2 name=$3
call POST "/containers/$container/pause"
committed=$(id_of "$(call POST "/commit?container=$container&pause=false" -H 'Content-Type: application/json' -d '{}')")
call GET "/containers/$container/archive?path=/data" -o "$folder/volume.tar"
call POST "/containers/$container/unpause"
printf 'FROM %s\nADD ["volume.tar", "/"]\nLABEL done=""\n' "$committed" >"$folder/Dockerfile"
# The classic builder answers 200 whatever becomes of the build.
answer=$(tar -C "$folder" -c Dockerfile volume.tar |
  call POST "/build?t=$name" -H 'Content-Type: application/x-tar' -H 'Expect:' -T - | tail -n 2)
[[ $answer == *"Successfully"* ]] || { echo "floor.sh: the build failed: $answer" >&2; exit 1; }
