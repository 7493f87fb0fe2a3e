# Runs the command given and ends it when standard input ends: the JVM holds the other end of that pipe, and the
# system closes it however the JVM ends, by kill -9 too. Exits with the command's own status.
trap '' INT HUP QUIT
exec 3<&0
"$@" 3<&- </dev/null &
redis=$!
{
    read -r _ <&3
    kill "$redis"
} >/dev/null 2>&1 &
watch=$!
exec 3<&- </dev/null
wait "$redis"
status=$?
kill "$watch" 2>/dev/null
exit "$status"
