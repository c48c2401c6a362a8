package dev.maestro.gateway.route;

import dev.maestro.dialect.AnswerKeeping.Asked;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;

/** What the model was given for an answer that was given before. */
public final class KeptInput implements Route {
  private final KeptAnswers answers;

  public KeptInput(KeptAnswers answers) {
    this.answers = answers;
  }

  @Override
  public void handle(Exchange exchange) {
    String id = answers.id(exchange);
    exchange.when(
        answers.conversation(exchange, id),
        turns -> {
          if (turns.isEmpty()) {
            answers.askVendor(
                exchange, new Asked(false, id, answers.part(), answers.query(exchange)));
          } else {
            exchange.end(
                200,
                "application/json",
                answers.keeping().writeInput(AnswerKeeper.turns(turns), exchange.query()));
          }
        });
  }
}
