package dev.maestro.gateway;

import static dev.maestro.gateway.http.Access.ADMIN;
import static dev.maestro.gateway.http.Access.CLIENT;
import static dev.maestro.gateway.http.Access.OPERATOR;
import static dev.maestro.gateway.http.Access.PUBLIC;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;

import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.ClientRoute;
import dev.maestro.dialect.CountWriter;
import dev.maestro.dialect.ModelListWriter;
import dev.maestro.gateway.contract.Contract;
import dev.maestro.gateway.http.Access;
import dev.maestro.gateway.http.Drain;
import dev.maestro.gateway.http.Endpoint;
import dev.maestro.gateway.http.ErrorForm;
import dev.maestro.gateway.http.Problem;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.NotificationOperations;
import dev.maestro.gateway.operation.Operations;
import dev.maestro.gateway.route.AckNotification;
import dev.maestro.gateway.route.Chat;
import dev.maestro.gateway.route.ClientHeaders;
import dev.maestro.gateway.route.CompatibleAnswer;
import dev.maestro.gateway.route.CompatibleCount;
import dev.maestro.gateway.route.CompatibleModel;
import dev.maestro.gateway.route.CompatibleModels;
import dev.maestro.gateway.route.CreateKey;
import dev.maestro.gateway.route.CreateSession;
import dev.maestro.gateway.route.DeleteKey;
import dev.maestro.gateway.route.DeleteSession;
import dev.maestro.gateway.route.DeletedAnswer;
import dev.maestro.gateway.route.DialectErrors;
import dev.maestro.gateway.route.FinishLogin;
import dev.maestro.gateway.route.Health;
import dev.maestro.gateway.route.KeptAnswer;
import dev.maestro.gateway.route.KeptAnswers;
import dev.maestro.gateway.route.KeptInput;
import dev.maestro.gateway.route.ListKeys;
import dev.maestro.gateway.route.ListModels;
import dev.maestro.gateway.route.ListNotifications;
import dev.maestro.gateway.route.ListProviders;
import dev.maestro.gateway.route.ListSessions;
import dev.maestro.gateway.route.RefreshSession;
import dev.maestro.gateway.route.ShowProvider;
import dev.maestro.gateway.route.ShowSession;
import dev.maestro.gateway.route.StreamNotifications;
import dev.maestro.gateway.route.UpdateSession;
import dev.maestro.gateway.stream.Streaming;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;

/** Every route, as a table. */
final class Routes {
  private static final String NOTIFICATIONS = "/api/notifications";
  private static final String SESSION = "/api/sessions/:provider/:name";

  private final Operations core;
  private final Contract contract;
  private final Streaming streaming;
  private final Drain drain;

  Routes(Operations core, Contract contract, Streaming streaming, Drain drain) {
    this.core = core;
    this.contract = contract;
    this.streaming = streaming;
    this.drain = drain;
  }

  List<Endpoint> table(List<ClientDialect> dialects) {
    List<Endpoint> table = new ArrayList<>(natives(new Problem()));
    table.addAll(notifications(new Problem()));
    dialects.forEach(
        client -> client.routes().forEach(route -> table.add(compatible(client, route))));
    return table;
  }

  private List<Endpoint> natives(ErrorForm problem) {
    return List.of(
        read("/health/live", PUBLIC, problem, Health::live),
        read("/health/ready", PUBLIC, problem, new Health(core, drain)),
        read(
            "/openapi.yaml",
            PUBLIC,
            problem,
            exchange -> exchange.end(200, "application/yaml", contract.text())),
        read("/api/providers", OPERATOR, problem, new ListProviders(core)),
        read("/api/providers/:provider", OPERATOR, problem, new ShowProvider(core)),
        write("/api/sessions", OPERATOR, problem, new CreateSession(core, contract)),
        read("/api/sessions", OPERATOR, problem, new ListSessions(core)),
        read(SESSION, OPERATOR, problem, new ShowSession(core)),
        Endpoint.of(PATCH, SESSION, OPERATOR, true, problem, new UpdateSession(core, contract)),
        bare(DELETE, SESSION, OPERATOR, problem, new DeleteSession(core)),
        bare(POST, SESSION + "/refresh", OPERATOR, problem, new RefreshSession(core)),
        write(SESSION + "/authorization", OPERATOR, problem, new FinishLogin(core, contract)),
        read(SESSION + "/models", CLIENT, problem, new ListModels(core)),
        write(SESSION + "/chat", CLIENT, problem, new Chat(core, contract, streaming)),
        write("/api/keys", ADMIN, problem, new CreateKey(core, contract)),
        read("/api/keys", ADMIN, problem, new ListKeys(core)),
        bare(DELETE, "/api/keys/:id", ADMIN, problem, new DeleteKey(core)));
  }

  private List<Endpoint> notifications(ErrorForm problem) {
    NotificationOperations told = core.notifications();
    return List.of(
        read(NOTIFICATIONS, OPERATOR, problem, new ListNotifications(told)),
        read(
            NOTIFICATIONS + "/stream",
            OPERATOR,
            problem,
            new StreamNotifications(told, streaming, drain)),
        bare(POST, NOTIFICATIONS + "/:id/ack", OPERATOR, problem, new AckNotification(told)));
  }

  private Endpoint compatible(ClientDialect client, ClientRoute at) {
    ErrorForm errors = DialectErrors.of(client);
    return switch (at.operation()) {
      case ANSWER ->
          write(at.path(), CLIENT, errors, new CompatibleAnswer(core, client, streaming));
      case COUNT -> {
        CountWriter writer = client.counts().orElseThrow();
        yield write(
            at.path(), CLIENT, errors, new CompatibleCount(core, client, writer, streaming));
      }
      case MODELS -> {
        ModelListWriter writer = client.models().orElseThrow();
        yield claimed(client, read(at.path(), CLIENT, errors, new CompatibleModels(core, writer)));
      }
      case MODEL -> {
        ModelListWriter writer = client.models().orElseThrow();
        String prefix = at.path().substring(0, at.path().indexOf('*'));
        yield claimed(
            client, read(at.path(), CLIENT, errors, new CompatibleModel(core, writer, prefix)));
      }
      case KEPT -> read(at.path(), CLIENT, errors, new KeptAnswer(kept(client, at)));
      case KEPT_INPUT -> read(at.path(), CLIENT, errors, new KeptInput(kept(client, at)));
      case DELETE -> bare(DELETE, at.path(), CLIENT, errors, new DeletedAnswer(kept(client, at)));
    };
  }

  private KeptAnswers kept(ClientDialect client, ClientRoute at) {
    return KeptAnswers.at(at.path(), core, client, streaming);
  }

  private static Endpoint claimed(ClientDialect client, Endpoint endpoint) {
    return endpoint.claimedIf(headers -> client.claims(ClientHeaders.all(headers)));
  }

  private static Endpoint read(String path, Access access, ErrorForm errors, Route route) {
    return bare(GET, path, access, errors, route);
  }

  private static Endpoint write(String path, Access access, ErrorForm errors, Route route) {
    return Endpoint.of(POST, path, access, true, errors, route);
  }

  private static Endpoint bare(
      HttpMethod method, String path, Access access, ErrorForm errors, Route route) {
    return Endpoint.of(method, path, access, false, errors, route);
  }
}
