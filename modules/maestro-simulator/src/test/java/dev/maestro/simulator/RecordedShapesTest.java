package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every event of the simulator has the fields of the vendor's recorded events, and no others. */
class RecordedShapesTest {
  @RegisterExtension static final Running RUNNING = new Running();

  private static final String STREAM = ",\"stream\":true";
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";

  /** Documented, but in no recording at hand. */
  private static final Set<String> UNRECORDED_TYPES = Set.of("response.incomplete");

  private static final String UNRECORDED_FIELDS = "\\.delta\\.stop_details.*";

  /** Made from the client's own request. */
  private static final String CLIENTS_OWN = ".*\\.(args|reasoning\\.summary|tools\\[]).*";

  private final Http http = RUNNING.http();

  @BeforeAll
  static void needsTheRecordings() {
    assumeTrue(
        System.getenv("MAESTRO_RECORDINGS") != null,
        "NOT RUN: the shapes of 4 interfaces, for want of MAESTRO_RECORDINGS");
  }

  private static void compare(String folder, List<Http.Answer> answers) {
    RecordedShapes shapes =
        RecordedShapes.of(Path.of(System.getenv("MAESTRO_RECORDINGS")).resolve(folder));
    int compared = 0;
    for (Http.Answer answer : answers) {
      assertThat(answer.status()).isEqualTo(200);
      for (JsonNode event : answer.events()) {
        String type = RecordedShapes.type(event);
        if (UNRECORDED_TYPES.contains(type)) {
          continue;
        }
        assertThat(shapes.knows(event)).as(type).isTrue();
        assertThat(shapes.foreign(event))
            .as(type)
            .allMatch(path -> path.matches(UNRECORDED_FIELDS) || path.matches(CLIENTS_OWN));
        assertThat(shapes.missing(event)).as(type).allMatch(path -> path.matches(CLIENTS_OWN));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  @Test
  void messagesLooksAsRecorded() throws Exception {
    String tools = ",\"tools\":[{\"name\":\"a\",\"input_schema\":%s}]".formatted(SCHEMA);
    compare(
        "anthropic/messages",
        List.of(
            http.messages("Hello", STREAM),
            http.messages("x [[sim:tools thinking]]", STREAM + tools),
            http.messages("x [[sim:redacted]]", STREAM),
            http.messages("x [[sim:refusal]]", STREAM)));
  }

  @Test
  void chatLooksAsRecorded() throws Exception {
    String usage = STREAM + ",\"stream_options\":{\"include_usage\":true}";
    String tools =
        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\",\"parameters\":%s}}]"
            .formatted(SCHEMA);
    compare(
        "openai/chat",
        List.of(
            http.chat("Hello", usage),
            http.chat("x [[sim:tools=2]]", usage + tools),
            http.chat("x [[sim:refusal]]", usage),
            http.chat("x [[sim:length]]", usage)));
  }

  @Test
  void responsesLooksAsRecorded() throws Exception {
    String tools =
        ",\"tools\":[{\"type\":\"function\",\"name\":\"a\",\"parameters\":%s}]".formatted(SCHEMA);
    String reasoning =
        """
        {"model":"gpt-5.4","input":"x [[sim:tools]]","stream":true,
         "include":["reasoning.encrypted_content"],"reasoning":{"summary":"auto"}%s}
        """
            .formatted(tools);
    compare(
        "openai/responses",
        List.of(
            http.responses("Hello", STREAM),
            http.post(Vendor.OPENAI, "/responses", reasoning),
            http.post(
                Vendor.OPENAI, "/responses", reasoning.replace("[[sim:tools]]", "[[sim:error]]")),
            http.responses("x [[sim:length]]", STREAM)));
  }

  @Test
  void geminiLooksAsRecorded() throws Exception {
    String tools =
        ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"a\",\"parameters\":%s}]}]"
            .formatted(SCHEMA);
    String path = "/v1beta/models/gemini-3-pro-preview:streamGenerateContent?alt=sse";
    compare(
        "gemini/generateContent",
        List.of(
            http.post(Vendor.GEMINI, path, Bodies.gemini("Hello", "")),
            http.post(Vendor.GEMINI, path, Bodies.gemini("x [[sim:tools=2]]", tools)),
            http.post(
                Vendor.GEMINI, path, Bodies.gemini("x [[sim:tools partial-arguments]]", tools)),
            http.post(Vendor.GEMINI, path, Bodies.gemini("x [[sim:blocked thinking]]", "")),
            http.post(Vendor.GEMINI, path, Bodies.gemini("x [[sim:thinking]]", ""))));
  }
}
