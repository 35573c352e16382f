#!/usr/bin/env bash
# floor.sh TASK: what a class with containers asks of the engine, by as little as can be had: bash and curl.
# Takes SOCKET, API (its version), BUSYBOX, POSTGRES (images) and LABEL from the environment; prints what it took of CPU.
set -euo pipefail

call() { curl -sS -f --unix-socket "$SOCKET" -X "$1" -H 'Content-Type: application/json' "${@:3}" "http://engine/v$API$2"; }

# body IMAGE PORT MORE: of a create request; MORE begins with a comma
body() {
  echo "{\"Image\":\"$1\",\"Labels\":{\"${LABEL%%=*}\":\"${LABEL#*=}\"},\"ExposedPorts\":{\"$2/tcp\":{}},
    \"HostConfig\":{\"PortBindings\":{\"$2/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"\"}]}}$3}"
}
id_of() { local id=${1#*\"Id\":\"}; echo "${id%%\"*}"; }
remove() { call DELETE "/containers/$1?force=1&v=1"; }

# httpd MORE: one web server, from its creation to its removal
httpd() {
  local id details address
  id=$(id_of "$(call POST /containers/create -d "$(body "$BUSYBOX" 80 ",\"Cmd\":[\"httpd\",\"-f\",\"-p\",\"80\"]$1")")")
  call POST "/containers/$id/start"
  details=$(call GET "/containers/$id/json")
  [[ $details =~ \"IPAddress\":\"([0-9.]+)\" ]]; address=${BASH_REMATCH[1]}
  until (: <>"/dev/tcp/$address/80") 2>/dev/null; do sleep 0.002; done
  remove "$id"
}

case $1 in
  one) httpd "" ;;
  eight)
    # the network by which Drydock's containers reach each other
    network=$(id_of "$(call POST /networks/create -d "{\"Name\":\"drydock-bench-floor-$$\",\"CheckDuplicate\":true}")")
    runs=()
    for i in 1 2 3 4 5 6 7 8; do
      httpd ",\"NetworkingConfig\":{\"EndpointsConfig\":{\"drydock-bench-floor-$$\":{\"Aliases\":[\"web$i\"]}}}" &
      runs+=($!)
    done
    for each in "${runs[@]}"; do wait "$each"; done
    call DELETE "/networks/$network" ;;
  postgres)
    id=$(id_of "$(call POST /containers/create -d "$(body "$POSTGRES" 5432 ',"Env":["POSTGRES_PASSWORD=secret"]')")")
    call POST "/containers/$id/start"
    exec 3< <(exec curl -sS -N --unix-socket "$SOCKET" "http://engine/v$API/containers/$id/logs?follow=1&stdout=1&stderr=1")
    lines=0
    while [ $lines -lt 2 ] && IFS= read -r -u 3 line; do
      case $line in *"database system is ready to accept connections"*) lines=$((lines + 1)) ;; esac
    done
    [ $lines = 2 ]
    remove "$id" ;;
esac
times
