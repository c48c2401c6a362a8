package dev.maestro.gateway.route;

import dev.maestro.dialect.AnswerKeeping.Asked;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;

/** An answer that was given before. */
public final class KeptAnswer implements Route {
  private final KeptAnswers answers;

  public KeptAnswer(KeptAnswers answers) {
    this.answers = answers;
  }

  @Override
  public void handle(Exchange exchange) {
    String id = answers.id(exchange);
    exchange.when(
        answers.find(exchange, id),
        found -> {
          if (found.isPresent()) {
            exchange.end(200, "application/json", found.get().answer());
          } else {
            answers.askVendor(exchange, new Asked(false, id, "", answers.query(exchange)));
          }
        });
  }
}
