package dev.maestro.core.notification;

import dev.maestro.core.store.NotificationsTable;
import dev.maestro.core.store.SessionRow;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Keeps what people must act on in the database, and wakes all who wait for it. */
public final class Notifying implements Notifier {
  private static final int LONGEST_DETAIL = 1_000;

  /** What would change the look of a terminal, and the NUL that the database takes in no text. */
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

  private final NotificationsTable table;
  private final Raised raised;
  private final List<String> targets;

  /**
   * Over a table.
   *
   * @param targets where each is to be delivered: hashes of URLs
   */
  public Notifying(NotificationsTable table, Raised raised, List<String> targets) {
    this.table = table;
    this.raised = raised;
    this.targets = List.copyOf(targets);
  }

  @Override
  public Future<Void> raise(NotificationKind kind, SessionRow session, String detail) {
    return table
        .insert(kind.wire(), session, shown(detail), targets)
        .onSuccess(id -> id.ifPresent(raised::tell))
        .mapEmpty();
  }

  @Override
  public Future<Void> settle(UUID session) {
    return table.settle(session).mapEmpty();
  }

  @Override
  public Future<List<UUID>> told(NotificationKind kind) {
    return table.unsettled(kind.wire());
  }

  @Override
  public Future<Void> settleOvertaken() {
    return table.settleOvertaken().mapEmpty();
  }

  static String shown(String detail) {
    String line = CONTROLS.matcher(detail).replaceAll(" ").strip();
    int end = Math.min(line.length(), LONGEST_DETAIL);
    boolean splits = end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
    return line.substring(0, splits ? end - 1 : end);
  }
}
