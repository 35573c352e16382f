package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ExecResult;
import dev.drydock.client.ExecSpec;
import dev.drydock.junit.internal.session.EngineSession;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends a command that was given up, with all that it has started. Engines have no call for it: they only tell its process id as the
 * machine sees it, which nothing in the container knows. So the command gets a variable with a value of its own, which its
 * children inherit, and another command kills whatever has it.
 */
final class CommandEnding {
    /** Each command finds it in its environment. */
    static final String VARIABLE = "DRYDOCK_EXEC";

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int LOOKS = 3;
    private static final int USERS = 8;
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int ENDED = 0;
    private static final int NONE = 3;
    private static final int STAYS = 4;

    /**
     * Of what any shell has built in, since there may be no other program. Who has the mark, whose parent was found, or whose session
     * it is, is killed. What was killed starts nothing any more, but may have done so since it was looked at; so it is looked again,
     * until only dead ones are left. Where nobody has the mark, the users are told whose processes don't let themselves be looked at.
     */
    private static final String KILL = """
            mark=$1
            all=' '
            users=' '
            n=0
            while [ $n -lt 100 ]; do
              n=$((n + 1))
              grown=1
              while [ -n "$grown" ]; do
                grown=
                for process in /proc/[0-9]*; do
                  id=${process#/proc/}
                  case $all in *" $id "*) continue ;; esac
                  stat=
                  IFS= read -r stat 2>/dev/null <"$process/stat" || continue
                  set -- ${stat##*) }
                  found=
                  case $all in *" $2 "* | *" $4 "*) found=1 ;; esac
                  seen=
                  {
                    seen=1
                    while IFS= read -r line || [ -n "$line" ]; do
                      case $line in *"$mark"*) found=1 ;; esac
                      line=
                    done
                  } 2>/dev/null <"$process/environ"
                  if [ -z "$seen" ]; then
                    while read -r key value line; do
                      case $key in Uid:) user=$value ;; Gid:) user=$user:$value ;; esac
                    done 2>/dev/null <"$process/status"
                    case $users in *" $user "*) ;; *) users="$users$user " ;; esac
                    line=
                  fi
                  if [ -n "$found" ]; then
                    all="$all$id "
                    grown=1
                  fi
                done
              done
              if [ "$all" = ' ' ]; then
                echo $users
                exit 3
              fi
              left=
              for id in $all; do
                kill -9 "$id" 2>/dev/null
                stat=
                IFS= read -r stat 2>/dev/null <"/proc/$id/stat" || continue
                set -- ${stat##*) }
                case $1 in Z | X) ;; *) left=1 ;; esac
              done
              [ -n "$left" ] || exit 0
            done
            exit 4
            """;

    private final EngineSession session;
    private final ExecSpec command;
    private final String mark = VARIABLE + "=" + UUID.randomUUID();

    /** @param command that may have to be ended */
    CommandEnding(EngineSession session, ExecSpec command) {
        this.session = session;
        this.command = command;
    }

    /** @return the command, so that it can be found */
    ExecSpec marked() {
        return command.withEnv(
                Stream.concat(command.env().stream(), Stream.of(mark)).toArray(String[]::new));
    }

    /**
     * Kills it. An interrupt doesn't keep it from that.
     *
     * @param container that it runs in
     * @return what came of it, a sentence for a message, with a blank before it
     */
    String end(ContainerId container) {
        return Uninterrupted.get(
                session.client().async(c -> end(c, container.get()), session.threads()),
                LIMIT,
                " It may go on running in the container: ending it takes longer than " + ContainerCalls.shown(LIMIT)
                        + ".");
    }

    private String end(DockerClient c, String container) {
        ExecSpec kill = ExecSpec.of("sh", "-c", KILL, "sh", mark);
        String user = command.user();
        // A process shows its environment to its own user: root sees that of others only with a privilege that engines
        // don't give.
        kill = user == null ? kill : kill.withUser(user);
        return end(c, container, command.privileged() ? kill.withPrivileges() : kill);
    }

    private String end(DockerClient c, String container, ExecSpec kill) {
        ExecResult result;
        try {
            int look = 0;
            do {
                if (look++ > 0) {
                    // The engine may only be about to start it.
                    LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
                }
                result = run(c, container, kill);
                for (String other : othersOf(result)) {
                    // It has become that user's, as by su: whoever isn't that user can't read its environment.
                    result = result.exitCode() == NONE ? run(c, container, kill.withUser(other)) : result;
                }
            } while (result.exitCode() == NONE && look < LOOKS);
        } catch (DockerException e) {
            return goesOn("may go on", e.getMessage());
        }
        if (result.exitCode() == ENDED) {
            return " It was killed.";
        }
        if (result.exitCode() == NONE) {
            return " It doesn't run any more.";
        }
        return result.exitCode() == STAYS
                ? goesOn("goes on", "it can't be killed")
                : goesOn(
                        "goes on",
                        "it takes a shell there to end it, and sh exited with code " + result.exitCode()
                                + " and wrote '" + (result.stdoutText() + result.stderrText()).strip() + "'");
    }

    private ExecResult run(DockerClient c, String container, ExecSpec kill) {
        return session.execs().run(container, () -> c.exec().run(container, kill));
    }

    private static List<String> othersOf(ExecResult result) {
        return result.exitCode() != NONE
                ? List.of()
                : Stream.of(result.stdoutText().strip().split("\\s+", -1))
                        .filter(each -> each.matches("\\d+:\\d+"))
                        .limit(USERS)
                        .toList();
    }

    private static String goesOn(String how, @Nullable String why) {
        return " It " + how + " running in the container: " + why
                + (String.valueOf(why).endsWith(".") ? "" : ".");
    }
}
