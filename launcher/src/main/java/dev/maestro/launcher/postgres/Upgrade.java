package dev.maestro.launcher.postgres;

import java.nio.file.Path;

/** The commands that move data from one major version of PostgreSQL to another. */
final class Upgrade {
  private Upgrade() {}

  // The packaged binaries hold no pg_upgrade, so the data goes from an old server to a new one.
  static String script(Path data, String oldVersion, PostgresBinaries binaries, Account account) {
    return """
    OLD=/usr/lib/postgresql/%1$s/bin NEW=%2$s/bin DATA=%3$s RUN='%4$s'
    export PGPASSWORD=$(cat "$DATA/../password") PGUSER=maestro PGHOST=127.0.0.1
    SERVE="-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c port"
    mv "$DATA" "$DATA-%1$s" && (umask 077 && mkdir "$DATA" && cp "$DATA/../password" "$DATA/../password.new")
    chown %5$s "$DATA" "$DATA/../password.new"
    $RUN "$NEW/initdb" -D "$DATA" -U maestro --auth-host=scram-sha-256 --auth-local=reject \\
      --pwfile="$DATA/../password.new" -E UTF8 --locale-provider=builtin --locale=C.UTF-8
    rm "$DATA/../password.new"
    $RUN "$OLD/pg_ctl" -D "$DATA-%1$s" -w -l /dev/null -o "$SERVE=54329" start
    $RUN "$NEW/pg_ctl" -D "$DATA" -w -l /dev/null -o "$SERVE=54330" start
    "$OLD/pg_dumpall" -p 54329 | "$OLD/psql" -p 54330 -d postgres
    $RUN "$OLD/pg_ctl" -D "$DATA-%1$s" -w -m fast stop
    $RUN "$NEW/pg_ctl" -D "$DATA" -w -m fast stop
    """
        .formatted(
            oldVersion,
            binaries.folder(),
            data,
            String.join(" ", account.prefix()),
            account.owner());
  }
}
