package dev.maestro.gateway.route;

import dev.maestro.dialect.AnswerKeeping.Asked;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;

/** Deletes an answer that was given before. */
public final class DeletedAnswer implements Route {
  private final KeptAnswers answers;

  public DeletedAnswer(KeptAnswers answers) {
    this.answers = answers;
  }

  @Override
  public void handle(Exchange exchange) {
    String id = answers.id(exchange);
    exchange.when(
        answers.delete(exchange, id),
        deleted -> {
          if (deleted) {
            exchange.end(200, "application/json", answers.keeping().writeDeleted(id));
          } else {
            answers.askVendor(exchange, new Asked(true, id, "", answers.query(exchange)));
          }
        });
  }
}
