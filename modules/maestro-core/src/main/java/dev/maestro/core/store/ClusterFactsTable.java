package dev.maestro.core.store;

import io.vertx.core.Future;
import java.util.Optional;

/** Table cluster_facts: single values that all nodes share. */
public final class ClusterFactsTable {
  private final Queries queries;

  public ClusterFactsTable(Queries queries) {
    this.queries = queries;
  }

  public Future<Optional<String>> find(String name) {
    return queries.first(
        "select value from cluster_facts where name = $1", row -> row.getString("value"), name);
  }

  public Future<Void> store(String name, String value) {
    return queries
        .change(
            """
            insert into cluster_facts (name, value) values ($1, $2)
            on conflict (name) do update set value = excluded.value
            """,
            name,
            value)
        .mapEmpty();
  }

  /** Lets one transaction at a time pass, on all nodes, until it ends. */
  public Future<Void> lock(String name) {
    return queries
        .first("select pg_advisory_xact_lock(hashtext($1))", row -> true, "cluster_facts/" + name)
        .mapEmpty();
  }
}
